using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>Each event once, however late and in whatever order; one request a look; a look that fails is made again.</summary>
public sealed class EventFollowerTests
{
    private readonly LogWire _log = new();

    [Fact]
    public async Task Late_events_come_when_they_come_and_no_event_twice()
    {
        Looks(
            LogWire.Page(("a", 1, "u")),
            LogWire.Page(("b", 2, "u"), ("a", 1, "u")),
            LogWire.Page(("b", 2, "u"), ("a", 1, "u"), ("early", 0, "u")),
            LogWire.Page(("early", 0, "u"), ("b", 2, "u"), ("c", 3, "u")));

        Assert.Equal(["a", "b", "early", "c"], await TakeAsync([], 4));
    }

    [Fact]
    public async Task Several_users_are_picked_from_one_request()
    {
        Looks(LogWire.Page(("a", 1, "U1"), ("x", 1, "u3"), ("b", 2, "u2")), LogWire.Page(("c", 3, "u2")));

        Assert.Equal(["a", "b", "c"], await TakeAsync(["u1", "u2"], 3));
        Assert.Equal(2, _log.Wire.Requests.Count);
        Assert.All(_log.Wire.Requests, request => Assert.DoesNotContain("targetResources", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_goes_back_over_the_lateness_of_the_log_and_asks_no_oftener_than_every_ten_seconds()
    {
        Looks(LogWire.Page(), LogWire.Page(("a", 1, "u")));
        var start = _log.Clock.GetUtcNow();

        await TakeAsync(["u"], 1);

        Assert.True(_log.Clock.GetUtcNow() - start >= EventFollower.Interval);
        Assert.All(_log.Wire.Requests, request => Assert.Contains("activityDateTime ge 2026-11-01T09:00:00Z", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_look_is_told_and_loses_nothing()
    {
        var look = 0;
        _log.Wire.On("GET /v1.0/auditLogs/directoryAudits", _ => ++look is > 1 and < 30
            ? (503, """{"error":{"code":"serviceNotAvailable","message":"Service unavailable"}}""")
            : (200, look == 1 ? LogWire.Page(("a", 1, "u")) : LogWire.Page(("b", 2, "u"), ("a", 1, "u"))));
        var told = new List<SsprException>();

        Assert.Equal(["a", "b"], await TakeAsync([], 2, told.Add));
        Assert.NotEmpty(told);
        Assert.All(told, error => Assert.Equal(SsprErrorId.ServiceUnavailable, error.ErrorId));
    }

    private void Looks(params string[] pages)
    {
        var look = 0;
        _log.Wire.On("GET /v1.0/auditLogs/directoryAudits", _ => (200, pages[Math.Min(look++, pages.Length - 1)]));
    }

    private async Task<List<string>> TakeAsync(string[] users, int count, Action<SsprException>? passedOver = null)
    {
        var found = new List<string>();
        await foreach (var next in new EventFollower(_log.Connection)
            .FollowAsync(users, Run.Start, passedOver ?? (error => throw error), TestContext.Current.CancellationToken))
        {
            found.Add(next.Id);
            if (found.Count == count)
            {
                break;
            }
        }

        return found;
    }
}
