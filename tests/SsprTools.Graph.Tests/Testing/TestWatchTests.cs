using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>Several tests are waited for together: each comes out once, as soon as nothing of it is pending.</summary>
public sealed class TestWatchTests
{
    private readonly ManualClock _clock = new() { SkipWaits = true };
    private readonly List<string> _looks = [];
    private readonly List<string> _passedOver = [];
    private readonly List<int> _waitedFor = [];
    private Func<TestRun, int, TestRun> _answer = (run, _) => run;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_comes_out_as_soon_as_it_is_not_pending()
    {
        _answer = (run, look) => look >= (run.Id == "slow" ? 3 : 1) ? In(run, TestStepState.Passed) : run;

        var found = await WaitAsync(TimeSpan.FromHours(1), Pending("slow"), Pending("quick"), In(Pending("done"), TestStepState.Failed));

        Assert.Equal([("done", TestStepState.Failed), ("quick", TestStepState.Passed), ("slow", TestStepState.Passed)], found.Select(run => (run.Id, run.State)));
        Assert.Equal(["slow", "quick", "slow", "slow"], _looks);
        Assert.Equal([2, 2, 1, 1], _waitedFor);
    }

    [Fact]
    public async Task What_is_still_pending_at_the_end_comes_out_once_too()
    {
        var before = _clock.GetUtcNow();

        var found = await WaitAsync(TimeSpan.FromMinutes(1), Pending("one"), Pending("two"));

        Assert.Equal([("one", TestStepState.Pending), ("two", TestStepState.Pending)], found.Select(run => (run.Id, run.State)));
        Assert.Equal(TimeSpan.FromMinutes(1), _clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task No_time_means_no_look()
    {
        Assert.Single(await WaitAsync(TimeSpan.Zero, Pending("one")));
        Assert.Empty(_looks);
    }

    // Three requests a look of five in ten seconds (facts/graph.md 1.14), half of which are left to others.
    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 24)]
    [InlineData(10, 120)]
    public async Task The_more_are_waited_for_the_rarer_are_the_looks(int users, int seconds)
    {
        _answer = (run, _) => In(run, TestStepState.Passed);
        var before = _clock.GetUtcNow();

        Assert.Equal(users, (await WaitAsync(TimeSpan.FromHours(1), [.. Enumerable.Range(0, users).Select(number => Pending($"{number}"))])).Count);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _clock.GetUtcNow() - before);
    }

    [Theory]
    [InlineData(SsprErrorId.ServiceUnavailable)]
    [InlineData(SsprErrorId.ServiceUnreachable)]
    [InlineData(SsprErrorId.Throttled)]
    public async Task A_look_that_fails_for_a_passing_reason_is_told_and_made_again(SsprErrorId id)
    {
        _answer = (run, look) => look < 3 ? throw new SsprException(id, "gone", "wait", null) : In(run, TestStepState.Passed);

        Assert.Equal(TestStepState.Passed, Assert.Single(await WaitAsync(TimeSpan.FromHours(1), Pending("one"))).State);
        Assert.Equal(["one", "one"], _passedOver);
    }

    [Fact]
    public async Task Another_error_ends_its_own_test_and_no_other()
    {
        _answer = (run, look) => run.Id == "bad" ? throw new SsprException(SsprErrorId.JournalFailed, "full", "free it", null) : look < 2 ? run : In(run, TestStepState.Passed);
        var found = new List<(string Id, SsprErrorId? Error)>();
        await foreach (var (run, error) in Watch().WaitAsync([Pending("bad"), Pending("good")], TimeSpan.FromHours(1), Looked, PassOver, Stop))
        {
            found.Add((run.Id, error?.ErrorId));
        }

        Assert.Equal([("bad", SsprErrorId.JournalFailed), ("good", null)], found);
        Assert.Empty(_passedOver);
    }

    [Fact]
    public async Task It_stops_in_the_middle_of_a_wait()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var watch = new TestWatch(new ManualClock(), (run, _) => Task.FromResult(run));
        var next = watch.WaitAsync([Pending("one")], TimeSpan.FromHours(1), Looked, PassOver, stop.Token).GetAsyncEnumerator(stop.Token).MoveNextAsync();
        Assert.False(next.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static TestRun Pending(string id) => In(Run.New with { Id = id }, TestStepState.Pending);

    private static TestRun In(TestRun run, TestStepState state) => run with { Steps = [new TestStep { Step = TestStepName.ResetStarted, State = state, Reason = "" }] };

    private TestWatch Watch()
    {
        var looks = new Dictionary<string, int>();
        return new(_clock, (run, _) =>
        {
            _looks.Add(run.Id);
            return Task.FromResult(_answer(run, looks[run.Id] = looks.GetValueOrDefault(run.Id) + 1));
        });
    }

    private async Task<List<TestRun>> WaitAsync(TimeSpan timeout, params TestRun[] runs)
    {
        var found = new List<TestRun>();
        await foreach (var (run, error) in Watch().WaitAsync(runs, timeout, Looked, PassOver, Stop))
        {
            Assert.Null(error);
            found.Add(run);
        }

        return found;
    }

    private void Looked(TestRun run, int waiting) => _waitedFor.Add(waiting);

    private void PassOver(TestRun run, SsprException error) => _passedOver.Add(run.Id);
}
