using System.Globalization;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Http;

public sealed class BatchClientTests
{
    private static readonly JsonObject s_throttled = new() { ["error"] = new JsonObject { ["code"] = "TooManyRequests", ["message"] = "Too many requests." } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_answered_once_with_its_own_body_in_batches_of_twenty()
    {
        var server = new BatchServer { Step = (line, _) => (200, null, new JsonObject { ["line"] = line }) };

        var answers = await SendAsync(server, Reads(205));

        Assert.Equal(Enumerable.Range(0, 205), answers.Select(answer => answer.Key).Order());
        Assert.All(answers, answer => Assert.Equal($"GET /users/{answer.Key}", answer.Body!.Value.GetProperty("line").GetString()));
        Assert.Equal(11, server.Sizes.Count);
        Assert.Equal(20, server.Sizes.Max());
    }

    [Fact]
    public async Task A_few_batches_are_under_way_at_once_and_never_more()
    {
        var all = new TaskCompletionSource();
        var server = new BatchServer
        {
            Until = async number =>
            {
                if (number == BatchClient.MaxConcurrency)
                {
                    all.TrySetResult();
                }

                // None is answered before so many are under way; and one too many would come in the moment after that.
                await all.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
                await Task.Delay(20, Stop);
            },
        };

        await SendAsync(server, Reads(400), TimeProvider.System);

        Assert.Equal(BatchClient.MaxConcurrency, server.AtOnce);
    }

    [Fact]
    public async Task No_more_is_taken_from_the_source_than_is_sent()
    {
        var taken = 0;
        IEnumerable<BatchStep<int>> Endless()
        {
            while (true)
            {
                yield return new(taken, "GET", $"users/{taken++}");
            }
        }

        await foreach (var _ in Client(new BatchServer(), new ManualClock { SkipWaits = true }).SendAsync(Endless(), Stop))
        {
            break;
        }

        Assert.InRange(taken, 20, BatchClient.MaxConcurrency * BatchClient.MaxSteps + 20);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("Sun, 01 Nov 2026 00:00:23 GMT", 23)]
    public async Task A_throttled_request_alone_is_sent_again_after_its_own_time(string retryAfter, int seconds)
    {
        var clock = new ManualClock { SkipWaits = true };
        var again = new List<DateTimeOffset>();
        var server = new BatchServer
        {
            Step = (line, time) =>
            {
                if (line == "POST /users/3" && time > 1)
                {
                    again.Add(clock.GetUtcNow());
                }

                return line == "POST /users/3" && time == 1 ? (429, retryAfter, s_throttled.DeepClone()) : (201, null, new JsonObject());
            },
        };
        var start = clock.GetUtcNow();

        var answers = await SendAsync(server, Writes(20), clock);

        Assert.All(answers, answer => Assert.True(answer.IsDone));
        Assert.Equal([20, 1], server.Sizes);
        Assert.Equal(start.AddSeconds(seconds), Assert.Single(again));
        Assert.Equal(20, server.Done.Distinct().Count());
        Assert.Equal(2, answers.Single(answer => answer.Key == 3).Attempts);
    }

    [Fact]
    public async Task Throttling_without_a_time_is_backed_off_from_and_given_up_in_the_end()
    {
        var clock = new ManualClock { SkipWaits = true };
        var server = new BatchServer { Step = (line, _) => line == "GET /users/3" ? (429, null, s_throttled.DeepClone()) : (200, null, new JsonObject()) };
        var start = clock.GetUtcNow();

        var answers = await SendAsync(server, Reads(20), clock);

        var failed = Assert.Single(answers, answer => !answer.IsDone);
        Assert.Equal((3, BatchOutcome.Failed, SsprErrorId.Throttled), (failed.Key, failed.Outcome, failed.Error!.ErrorId));
        Assert.Equal(RequestLimits.Default.Attempts, failed.Attempts);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromSeconds(60), RequestLimits.Default.Total);
    }

    [Fact]
    public async Task A_pause_longer_than_the_cap_is_not_waited_for()
    {
        var clock = new ManualClock { SkipWaits = true };
        var server = new BatchServer { Step = (_, _) => (429, "3600", s_throttled.DeepClone()) };
        var start = clock.GetUtcNow();

        var answer = Assert.Single(await SendAsync(server, Reads(1), clock));

        Assert.Equal(SsprErrorId.Throttled, answer.Error!.ErrorId);
        Assert.Contains("60 min", answer.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(start, clock.GetUtcNow());
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_read_survives_a_gateway_and_a_write_is_left_in_doubt(int status)
    {
        var server = new BatchServer { Step = (line, time) => line.EndsWith("/1", StringComparison.Ordinal) && time == 1 ? (status, null, null) : (200, null, new JsonObject()) };

        var answers = await SendAsync(server, [.. Reads(2), .. Writes(2).Select(step => step with { Key = step.Key + 10 })]);

        Assert.Equal(BatchOutcome.Done, answers.Single(answer => answer.Key == 1).Outcome);
        var write = answers.Single(answer => answer.Key == 11);
        Assert.Equal((BatchOutcome.Unknown, SsprErrorId.OutcomeUnknown, 1), (write.Outcome, write.Error!.ErrorId, write.Attempts));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("504")]
    [InlineData("truncated")]
    [InlineData("garbage")]
    [InlineData("empty object")]
    [InlineData("lost entries")]
    [InlineData("double entries")]
    public async Task When_a_batch_is_lost_reads_are_sent_again_and_writes_are_in_doubt(string what)
    {
        var server = new BatchServer
        {
            Whole = (number, answers) => number > 1 ? BatchServer.Reply(answers) : what switch
            {
                "reset" => BatchServer.Broken(),
                "504" => BatchServer.Status(504),
                "truncated" => StubHandler.Json("""{"responses":[{"id":"1","sta"""),
                "garbage" => StubHandler.Json("%%% not json"),
                "empty object" => StubHandler.Json("{}"),
                "lost entries" => BatchServer.Reply([]),
                _ => BatchServer.Reply([.. answers.Select(entry => entry!.DeepClone()), .. answers.Select(entry => entry!.DeepClone())]),
            },
        };

        var answers = await SendAsync(server, [.. Reads(3), .. Writes(3).Select(step => step with { Key = step.Key + 10 })]);

        Assert.Equal([0, 1, 2, 10, 11, 12], answers.Select(answer => answer.Key).Order());
        Assert.All(answers, answer => Assert.Equal(answer.Key < 10 ? BatchOutcome.Done : BatchOutcome.Unknown, answer.Outcome));
        Assert.All(answers.Where(answer => answer.Key >= 10), answer => Assert.NotEmpty(answer.Error!.RecommendedAction));
        // The judge of "never twice".
        Assert.Equal(3, server.Done.Count(line => line.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"responses":[]}""")]
    [InlineData("""{"responses":[{"id":"1"}]}""")]
    [InlineData("""{"responses":[{"id":"1","sta""")]
    public async Task A_request_that_got_no_readable_answer_names_the_batch_that_it_went_in(string body)
    {
        var server = new BatchServer { Whole = (_, _) => StubHandler.Json(body) };

        var answer = Assert.Single(await SendAsync(server, [.. Writes(1)]));

        Assert.Matches("[Rr]equest id [0-9a-f]{8}-", answer.Error!.Message);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_batch_refused_as_a_whole_is_sent_again_as_a_whole(int status)
    {
        var server = new BatchServer { Before = number => number == 1 ? BatchServer.Status(status) : null };

        var answers = await SendAsync(server, Writes(5));

        Assert.All(answers, answer => Assert.True(answer.IsDone));
        Assert.Equal([5, 5], server.Sizes);
        Assert.Equal(5, server.Done.Count);
    }

    [Fact]
    public async Task One_bad_request_does_not_fail_the_others_of_its_batch()
    {
        var server = new BatchServer { Before = _ => BatchServer.Status(400) };

        var answers = await SendAsync(server, Writes(5));

        Assert.All(answers, answer => Assert.True(answer.IsDone));
        Assert.Equal(5, server.Alone.Distinct().Count());
        Assert.Equal(5, server.Alone.Count);
    }

    [Fact]
    public async Task A_refused_token_of_one_request_is_renewed_by_sending_it_alone()
    {
        var server = new BatchServer { Step = (line, _) => line == "GET /users/1" ? (401, null, null) : (200, null, new JsonObject()) };

        var answers = await SendAsync(server, Reads(3));

        Assert.All(answers, answer => Assert.True(answer.IsDone));
        Assert.Equal(["GET /users/1"], server.Alone);
    }

    [Fact]
    public async Task What_concerns_every_batch_is_thrown_and_nothing_of_it_counts_as_answered()
    {
        var server = new BatchServer { Before = _ => BatchServer.Status(403) };
        var answers = new List<int>();

        var error = await Assert.ThrowsAsync<GraphException>(async () =>
        {
            await foreach (var answer in Client(server, new ManualClock { SkipWaits = true }).SendAsync(Writes(200), Stop))
            {
                answers.Add(answer.Key);
            }
        });

        Assert.Equal(SsprErrorId.PermissionMissing, error.ErrorId);
        Assert.Empty(answers);
        Assert.InRange(server.Sizes.Count, 1, BatchClient.MaxConcurrency);
    }

    [Fact]
    public async Task A_proxys_page_leaves_writes_in_doubt_and_ends_the_run()
    {
        var server = new BatchServer { Whole = (_, _) => new HttpResponseMessage { Content = new StringContent("<html>", null, "text/html") } };
        var answers = new List<BatchAnswer<int>>();

        var error = await Assert.ThrowsAsync<SsprException>(async () =>
        {
            await foreach (var answer in Client(server, new ManualClock { SkipWaits = true }).SendAsync([.. Writes(1), .. Reads(1)], Stop))
            {
                answers.Add(answer);
            }
        });

        Assert.Equal(SsprErrorId.UnexpectedAnswer, error.ErrorId);
        Assert.Equal(BatchOutcome.Unknown, Assert.Single(answers).Outcome);
    }

    [Fact]
    public async Task The_error_of_the_service_reaches_the_caller()
    {
        var server = new BatchServer
        {
            Step = (_, _) => (404, null, new JsonObject { ["error"] = new JsonObject { ["code"] = "Request_ResourceNotFound", ["message"] = "No such user.", ["innerError"] = new JsonObject { ["request-id"] = "abc" } } }),
        };

        var answer = Assert.Single(await SendAsync(server, Reads(1)));

        Assert.Equal((404, "Request_ResourceNotFound", "abc", "/v1.0/users/0"), (answer.GraphError!.Status, answer.GraphError.Code, answer.GraphError.RequestId, answer.GraphError.Path));
        Assert.Equal(BatchOutcome.Failed, answer.Outcome);
    }

    [Theory]
    [InlineData("DELETE", "groups/a/members/b")]
    [InlineData("GET", "https://elsewhere.example/x")]
    [InlineData("GET", "//elsewhere.example/x")]
    [InlineData("GET", "v1.0/users")]
    [InlineData("GET", "../beta/users")]
    [InlineData("GET", "")]
    public async Task What_the_pipeline_would_refuse_does_not_pass_in_a_batch(string method, string url)
    {
        var server = new BatchServer();

        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server, [new(0, method, url)]));

        Assert.Empty(server.Sizes);
    }

    [Fact]
    public async Task Requests_to_reports_share_the_budget_one_by_one()
    {
        var clock = new ManualClock { SkipWaits = true };
        var sent = new List<(DateTimeOffset At, int Count)>();
        var server = new BatchServer { Before = _ => null };
        var steps = Enumerable.Range(0, 30).Select(i => new BatchStep<int>(i, "GET", $"auditLogs/directoryAudits?$top={i}"));
        var start = clock.GetUtcNow();

        var answers = await SendAsync(server, steps, clock, new RequestBudget(clock));

        Assert.Equal(30, answers.Count);
        Assert.All(server.Sizes, size => Assert.InRange(size, 1, 5));
        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 50, 50 * 1.05);
    }

    [Fact]
    public async Task Writes_stay_under_three_thousand_in_two_and_a_half_minutes()
    {
        var clock = new ManualClock { SkipWaits = true };
        using var budget = new RequestBudget(clock);
        var cost = RequestCost.Of(Writes(BatchClient.MaxSteps));
        var times = new List<DateTimeOffset>();

        for (var i = 0; i < 7000 / BatchClient.MaxSteps; i++)
        {
            using var lease = await budget.WaitAsync(cost, (wait, stop) => Task.Delay(wait, clock, stop), Stop);
            times.AddRange(Enumerable.Repeat(clock.GetUtcNow(), BatchClient.MaxSteps));
        }

        Assert.All(times.Distinct(), time => Assert.InRange(times.Count(other => other >= time && other < time + TimeSpan.FromSeconds(150)), 1, 3000));
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(310));
    }

    [Fact]
    public async Task Each_write_of_a_batch_counts_against_the_budget_of_writes()
    {
        var clock = new ManualClock { SkipWaits = true };
        var start = clock.GetUtcNow();

        var answers = await SendAsync(new BatchServer(), Writes(3020), clock, new RequestBudget(clock));

        Assert.Equal(3020, answers.Count);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(160));
    }

    [Fact]
    public async Task A_line_is_told_for_every_request_and_for_every_wait()
    {
        var observer = new RecordingObserver();
        RequestObserver.Current = observer;
        var server = new BatchServer { Step = (line, time) => line == "GET /users/1" && time == 1 ? (429, "4", null) : (200, null, new JsonObject()) };

        await SendAsync(server, Reads(2));

        Assert.Equal(3, observer.Answers.Count(line => line.Contains("/v1.0/users/", StringComparison.Ordinal)));
        var pause = Assert.Single(observer.Begun);
        Assert.Equal((PauseReason.Throttled, TimeSpan.FromSeconds(4), "/v1.0/users/1"), (pause.Reason, pause.Delay, pause.Path));
        Assert.Equal(observer.Begun, observer.Ended);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var server = new BatchServer { Step = (_, _) => (429, "300", null) };
        var sending = Client(server, TimeProvider.System).SendAsync(Reads(1), cancel.Token).ToListAsync(Stop).AsTask();
        await Task.Delay(200, Stop);
        Assert.False(sending.IsCompleted);

        await cancel.CancelAsync();

        // The wait itself would be five minutes.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task A_slow_source_does_not_keep_what_is_there_waiting()
    {
        var gate = new TaskCompletionSource();
        async IAsyncEnumerable<BatchStep<int>> Slow()
        {
            yield return new(0, "GET", "users/0");
            await gate.Task;
            yield return new(1, "GET", "users/1");
        }

        var keys = new List<int>();
        await foreach (var answer in Client(new BatchServer(), new ManualClock { SkipWaits = true }).SendAsync(Slow(), Stop))
        {
            keys.Add(answer.Key);
            gate.TrySetResult();
        }

        Assert.Equal([0, 1], keys);
    }

    [Fact]
    public async Task An_error_of_the_source_comes_after_the_answers_of_what_was_sent()
    {
        IEnumerable<BatchStep<int>> Failing()
        {
            foreach (var step in Writes(20))
            {
                yield return step;
            }

            throw new FormatException("line 21");
        }

        var keys = new List<int>();
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var answer in Client(new BatchServer(), new ManualClock { SkipWaits = true }).SendAsync(Failing(), Stop))
            {
                keys.Add(answer.Key);
            }
        });

        Assert.Equal(20, keys.Count);
    }

    [Fact]
    public async Task What_was_throttled_waits_for_what_is_due_soon_after_it()
    {
        // Due after one second, one and a half, and so on: the fourth is more than a second later than the third.
        string[] due = ["1", "1.5", "2.4", "4"];
        var server = new BatchServer { Step = (line, time) => time == 1 && Number(line) < due.Length ? (429, due[Number(line)], s_throttled.DeepClone()) : (200, null, new JsonObject()) };

        await SendAsync(server, Reads(20));

        Assert.Equal([20, 3, 1], server.Sizes);
    }

    [Fact]
    public async Task What_was_throttled_waits_for_what_is_under_way_and_may_be_throttled_too()
    {
        var third = new TaskCompletionSource();
        var server = new BatchServer
        {
            Step = (line, time) => time == 1 && Number(line) % 4 == 0 ? (429, "1", s_throttled.DeepClone()) : (200, null, new JsonObject()),
            // The second is answered when the first one's are long due. Were they sent by themselves, the third would come before that.
            Until = number =>
            {
                if (number > 2)
                {
                    third.TrySetResult();
                }

                return number == 2 ? Task.WhenAny(third.Task, Task.Delay(300, Stop)) : Task.CompletedTask;
            },
        };

        await SendAsync(server, Reads(40));

        Assert.Equal([20, 20, 10], server.Sizes);
    }

    [Fact]
    public async Task A_fifth_throttled_makes_hardly_more_batches_than_their_requests_fill()
    {
        // A fifth the first time, a fifth of those the second, and so on: 1000 + 200 + 40 + 8 + 1 requests.
        var server = new BatchServer { Step = (line, time) => Number(line) % (int)Math.Pow(5, time) == 0 ? (429, "1", s_throttled.DeepClone()) : (200, null, new JsonObject()) };

        // Number 0 would be throttled for ever.
        var answers = await SendAsync(server, Reads(1001).Skip(1));

        Assert.Equal(Enumerable.Range(1, 1000), answers.Select(answer => answer.Key).Order());
        Assert.Equal(1000 + 200 + 40 + 8 + 1, server.Sizes.Sum());
        // Only what nothing is left to wait for goes in part of a batch: the last of each time, at most.
        Assert.InRange(server.Sizes.Count, 63, 62 + 6);
    }

    [Fact]
    public async Task A_rest_that_nothing_was_throttled_of_is_sent_at_once()
    {
        var second = new TaskCompletionSource();
        var server = new BatchServer
        {
            Until = number =>
            {
                if (number == 2)
                {
                    second.TrySetResult();
                }

                return second.Task;
            },
        };

        // Would hang if the five waited for the answer to the twenty.
        await SendAsync(server, Reads(25));

        Assert.Equal([5, 20], server.Sizes.Order());
    }

    private static int Number(string line) => int.Parse(line.Split('/')[^1], CultureInfo.InvariantCulture);

    private static IEnumerable<BatchStep<int>> Reads(int count) =>
        Enumerable.Range(0, count).Select(i => new BatchStep<int>(i, "GET", string.Create(CultureInfo.InvariantCulture, $"users/{i}")));

    private static IEnumerable<BatchStep<int>> Writes(int count) =>
        Enumerable.Range(0, count).Select(i => new BatchStep<int>(i, "POST", string.Create(CultureInfo.InvariantCulture, $"users/{i}")) { Body = "{}" });

    private static async Task<List<BatchAnswer<int>>> SendAsync(
        BatchServer server, IEnumerable<BatchStep<int>> steps, TimeProvider? clock = null, RequestBudget? budget = null) =>
        await Client(server, clock ?? new ManualClock { SkipWaits = true }, budget).SendAsync(steps, Stop).ToListAsync(Stop);

    private static BatchClient Client(BatchServer server, TimeProvider clock, RequestBudget? budget = null) => new(
        SsprConnection.ForTests(new FixedTokenSource("t"), CloudEnvironment.Global with { Graph = new("https://graph.example/") }, clock, server, null, budget));
}
