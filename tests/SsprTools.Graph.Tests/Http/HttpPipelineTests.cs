using System.Net;
using System.Net.Http.Headers;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Http;

public sealed class HttpPipelineTests
{
    private static readonly Uri s_home = new("https://graph.example/");

    [Fact]
    public async Task Waits_as_long_as_the_service_asks()
    {
        var clock = new ManualClock();
        var stub = new StubHandler((_, number) => number == 1 ? Throttled(TimeSpan.FromSeconds(17)) : StubHandler.Json("{}"));
        var observer = new RecordingObserver();
        RequestObserver.Current = observer;

        var sending = Client(stub, clock).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken);
        await Until(() => observer.Begun.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        (await sending).Dispose();

        Assert.Equal(TimeSpan.FromSeconds(17), Assert.Single(observer.Begun).Delay);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Sends_a_body_again_after_throttling()
    {
        var clock = new ManualClock { SkipWaits = true };
        var stub = new StubHandler((_, number) => number < 3 ? Throttled(TimeSpan.Zero) : StubHandler.Json("{}"));
        // A stream reads only once, as the Graph SDK's bodies do.
        using var body = new StreamContent(new MemoryStream("hello"u8.ToArray()));

        (await Client(stub, clock).PostAsync(new Uri("v1.0/x", UriKind.Relative), body, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(["hello", "hello", "hello"], stub.Bodies);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_write_of_which_nobody_knows_whether_it_was_done_is_not_sent_twice(HttpStatusCode status)
    {
        var stub = new StubHandler((_, _) => new HttpResponseMessage(status));
        using var body = new StringContent("{}");

        var error = await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, new ManualClock()).PostAsync(new Uri("v1.0/users", UriKind.Relative), body, TestContext.Current.CancellationToken));

        Assert.Single(stub.Requests);
        Assert.Equal(SsprErrorId.ServiceUnavailable, error.ErrorId);
    }

    [Fact]
    public async Task Gives_up_after_its_tries_and_says_that_it_is_throttled()
    {
        var stub = new StubHandler((_, _) => Throttled(TimeSpan.Zero));

        var error = await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, new ManualClock { SkipWaits = true }).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(RequestLimits.Default.Attempts, stub.Requests.Count);
        Assert.Equal(SsprErrorId.Throttled, error.ErrorId);
    }

    [Fact]
    public async Task The_token_goes_to_its_own_host_only()
    {
        var stub = new StubHandler((_, _) => StubHandler.Json("{}"));

        var error = await Assert.ThrowsAsync<SsprException>(() =>
            Client(stub, new ManualClock()).GetAsync(new Uri("https://elsewhere.example/x"), TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.ForeignAddress, error.ErrorId);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task No_token_goes_in_the_clear_but_to_this_machine()
    {
        var stub = new StubHandler((_, _) => StubHandler.Json("{}"));
        var path = new Uri("v1.0/x", UriKind.Relative);
        var plain = HttpPipeline.Create(new("http://graph.example/"), new FixedTokenSource("t"), new ServiceClock(new ManualClock()), stub);
        var sandbox = HttpPipeline.Create(new("http://127.0.0.1:5005/"), new FixedTokenSource("t"), new ServiceClock(new ManualClock()), stub);

        await Assert.ThrowsAsync<SsprException>(() => plain.GetAsync(path, TestContext.Current.CancellationToken));
        (await sandbox.GetAsync(path, TestContext.Current.CancellationToken)).Dispose();

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var stub = new StubHandler((_, _) => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new("https://elsewhere.example/") } });

        await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, new ManualClock { SkipWaits = true }).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_where_it_can_be()
    {
        var stub = new StubHandler((request, _) => request.Headers.Authorization!.Parameter == "second"
            ? StubHandler.Json("{}")
            : new HttpResponseMessage(HttpStatusCode.Unauthorized));
        var client = HttpPipeline.Create(s_home, new TwoTokens(), new ServiceClock(new ManualClock()), stub);

        (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(["first", "second"], stub.Tokens);
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed_says_what_to_do()
    {
        var stub = new StubHandler((_, _) => new HttpResponseMessage(HttpStatusCode.Unauthorized));

        var error = await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, new ManualClock { SkipWaits = true }).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.AccessTokenExpired, error.ErrorId);
        Assert.Contains("Connect-SsprTenant", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Learns_the_service_time_from_its_answers()
    {
        var local = new ManualClock(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        var service = new ServiceClock(local);
        var stub = new StubHandler((_, _) =>
        {
            var answer = StubHandler.Json("{}");
            answer.Headers.Date = new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);
            return answer;
        });
        var client = HttpPipeline.Create(s_home, new FixedTokenSource("t"), service, stub);

        (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero), service.Now);
    }

    [Fact]
    public async Task A_web_page_where_data_should_be_is_an_error_that_names_the_proxy()
    {
        var stub = new StubHandler((_, _) => new HttpResponseMessage { Content = new StringContent("<html>Sign in to the hotel</html>", null, "text/html") });

        var error = await Assert.ThrowsAsync<SsprException>(() =>
            Client(stub, new ManualClock()).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.UnexpectedAnswer, error.ErrorId);
        Assert.Contains("proxy", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_asked_for_again_on_a_read()
    {
        var stub = new StubHandler((_, number) => number == 1 ? new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) } : StubHandler.Json("{}"));

        (await Client(stub, new ManualClock { SkipWaits = true }).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_a_write_in_doubt_and_it_is_not_sent_twice()
    {
        var stub = new StubHandler((_, number) => number == 1 ? new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) } : StubHandler.Json("{}"));
        using var body = new StringContent("{}");

        var error = await Assert.ThrowsAsync<SsprException>(() =>
            Client(stub, new ManualClock { SkipWaits = true }).PostAsync(new Uri("v1.0/x", UriKind.Relative), body, TestContext.Current.CancellationToken));

        Assert.True(LostWrite.IsInDoubt(error));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_pause_longer_than_the_cap_is_not_waited_for_and_the_error_says_so()
    {
        var clock = new ManualClock { SkipWaits = true };
        var stub = new StubHandler((_, _) => Throttled(TimeSpan.FromHours(1)));
        var start = clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, clock).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.Throttled, error.ErrorId);
        Assert.Contains("10 min", error.Message, StringComparison.Ordinal);
        Assert.Contains("60 min", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
        Assert.Equal(start, clock.GetUtcNow());
    }

    [Fact]
    public async Task Long_pauses_end_at_the_cap_and_not_at_the_number_of_tries()
    {
        var clock = new ManualClock { SkipWaits = true };
        var stub = new StubHandler((_, _) => Throttled(TimeSpan.FromMinutes(4)));
        var start = clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<GraphException>(() =>
            Client(stub, clock).GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(TimeSpan.FromMinutes(8), clock.GetUtcNow() - start);
        Assert.Contains("Tried 3 times in 8 min", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_date_to_come_back_at_goes_by_the_services_clock_whatever_the_time_is_here(bool withDate)
    {
        // This machine is an hour late.
        var clock = new ManualClock { SkipWaits = true };
        var there = clock.GetUtcNow().AddHours(1);
        var observer = new RecordingObserver();
        RequestObserver.Current = observer;
        var stub = new StubHandler((_, number) =>
        {
            var answer = number == 2 ? Throttled(TimeSpan.Zero) : StubHandler.Json("{}");
            answer.Headers.Date = number == 1 || withDate ? there : null;
            answer.Headers.RetryAfter = number == 2 ? new RetryConditionHeaderValue(there.AddSeconds(20)) : null;
            return answer;
        });
        var client = Client(stub, clock);

        (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(observer.Begun).Delay);
    }

    [Fact]
    public async Task Sixty_report_pages_take_no_longer_than_the_budget_makes_them()
    {
        var clock = new ManualClock { SkipWaits = true };
        var times = new List<DateTimeOffset>();
        var stub = new StubHandler((_, _) =>
        {
            times.Add(clock.GetUtcNow());
            return StubHandler.Json("{}");
        });
        var client = HttpPipeline.Create(s_home, new FixedTokenSource("t"), new ServiceClock(clock), stub, budget: new RequestBudget(clock));
        var start = clock.GetUtcNow();

        for (var i = 0; i < 60; i++)
        {
            (await client.GetAsync(new Uri("v1.0/reports/authenticationMethods/userRegistrationDetails", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 110, 110 * 1.05);
        Assert.All(times, time => Assert.InRange(times.Count(other => other >= time && other < time + TimeSpan.FromSeconds(10)), 1, RequestBudget.Requests));
    }

    [Fact]
    public async Task A_first_request_that_is_long_on_its_way_does_not_bring_the_sixth_too_early()
    {
        var clock = new ManualClock { SkipWaits = true };
        var times = new List<DateTimeOffset>();
        var stub = new StubHandler((_, number) =>
        {
            // A token to fetch and a connection to make before the service sees it.
            clock.Advance(number == 1 ? TimeSpan.FromSeconds(3) : TimeSpan.Zero);
            times.Add(clock.GetUtcNow());
            return StubHandler.Json("{}");
        });
        var client = HttpPipeline.Create(s_home, new FixedTokenSource("t"), new ServiceClock(clock), stub, budget: new RequestBudget(clock));

        for (var i = 0; i < 6; i++)
        {
            (await client.GetAsync(new Uri("v1.0/reports/authenticationMethods/userRegistrationDetails", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.True(times[5] - times[0] >= TimeSpan.FromSeconds(10), $"the sixth came {(times[5] - times[0]).TotalSeconds} s after the first");
    }

    [Fact]
    public void A_sandbox_that_keeps_no_budget_slows_nobody() => Assert.Null(RequestBudget.Of(null, TimeProvider.System));

    [Fact]
    public async Task Only_the_budgets_that_a_sandbox_keeps_make_anybody_wait()
    {
        var clock = new ManualClock { SkipWaits = true };
        using var budget = RequestBudget.Of(new SandboxBudgets { Reports = new SandboxBudget { Requests = 2, Seconds = 4 } }, clock);
        var client = HttpPipeline.Create(s_home, new FixedTokenSource("t"), new ServiceClock(clock), new StubHandler((_, _) => StubHandler.Json("{}")), budget: budget);
        var start = clock.GetUtcNow();

        for (var i = 0; i < 5000; i++)
        {
            (await client.GetAsync(new Uri("v1.0/users", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Equal(start, clock.GetUtcNow());
        for (var i = 0; i < 3; i++)
        {
            (await client.GetAsync(new Uri("v1.0/auditLogs/directoryAudits", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 4, 4.2);
    }

    [Fact]
    public async Task Other_requests_do_not_wait_for_the_budget_of_reports()
    {
        var clock = new ManualClock { SkipWaits = true };
        var client = HttpPipeline.Create(
            s_home, new FixedTokenSource("t"), new ServiceClock(clock), new StubHandler((_, _) => StubHandler.Json("{}")), budget: new RequestBudget(clock));
        var start = clock.GetUtcNow();

        for (var i = 0; i < 20; i++)
        {
            (await client.GetAsync(new Uri("v1.0/users", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Equal(start, clock.GetUtcNow());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_wait_for_the_budget_is_no_part_of_the_time_that_an_answer_may_take(string method)
    {
        // In real time, as the limit of a try is: the sixth waits a second for its turn, and an answer may take half of one.
        using var budget = new RequestBudget(TimeProvider.System, 0.1);
        var stub = new StubHandler((_, _) => StubHandler.Json("{}"));
        var observer = new RecordingObserver();
        RequestObserver.Current = observer;
        var limits = new RequestLimits { Try = TimeSpan.FromSeconds(0.5) };
        var client = HttpPipeline.Create(s_home, new FixedTokenSource("t"), new ServiceClock(TimeProvider.System), stub, budget: budget, limits: limits);

        for (var i = 0; i < 6; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("v1.0/reports/x", UriKind.Relative));
            (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Equal(6, stub.Requests.Count);
        Assert.All(observer.Answers, answer => Assert.EndsWith("200 1", answer, StringComparison.Ordinal));
        Assert.All(observer.Took, took => Assert.True(took < limits.Try, $"{took}: the wait is counted as the service's"));
    }

    [Theory]
    [InlineData("GET", HttpRequestError.ConnectionError)]
    [InlineData("POST", HttpRequestError.ConnectionError)]
    [InlineData("GET", HttpRequestError.NameResolutionError)]
    [InlineData("DELETE", HttpRequestError.NameResolutionError)]
    [InlineData("GET", HttpRequestError.SecureConnectionError)]
    public async Task A_connection_that_cannot_be_made_for_a_moment_does_not_end_a_run(string method, HttpRequestError why)
    {
        // Answered before, so the service is there; never sent, so nothing can be doubled.
        var clock = new ManualClock { SkipWaits = true };
        var stub = new StubHandler((_, number) => number is 2 or 3 ? throw new HttpRequestException(why, "no way", new IOException("reset")) : StubHandler.Json("{}"));
        var client = Client(stub, clock);

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("v1.0/x", UriKind.Relative));
            (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Equal(4, stub.Requests.Count);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    public async Task A_service_that_is_not_there_is_said_soon_and_at_once_where_it_never_was(int answersBefore, int tries)
    {
        var clock = new ManualClock { SkipWaits = true };
        var stub = new StubHandler((_, number) => number > answersBefore ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused") : StubHandler.Json("{}"));
        var client = Client(stub, clock);
        for (var i = 0; i < answersBefore; i++)
        {
            (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
        }

        var start = clock.GetUtcNow();
        var error = await Assert.ThrowsAsync<SsprException>(() => client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.ServiceUnreachable, error.ErrorId);
        Assert.Equal(tries, stub.Requests.Count - answersBefore);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_no_matter_of_patience()
    {
        var stub = new StubHandler((_, number) => number > 1
            ? throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no trust", new System.Security.Authentication.AuthenticationException("no trust"))
            : StubHandler.Json("{}"));
        var client = Client(stub, new ManualClock { SkipWaits = true });
        (await client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        await Assert.ThrowsAsync<SsprException>(() => client.GetAsync(new Uri("v1.0/x", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Equal(2, stub.Requests.Count);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("reset");
    }

    private static HttpClient Client(StubHandler stub, ManualClock clock) =>
        HttpPipeline.Create(s_home, new FixedTokenSource("secret-token"), new ServiceClock(clock), stub);

    private static HttpResponseMessage Throttled(TimeSpan wait) =>
        new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(wait) } };

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }

    private sealed class TwoTokens : ITokenSource
    {
        public bool CanRenew => true;

        public DateTimeOffset? ExpiresOn => null;

        public void Forget()
        {
        }

        public ValueTask<string> GetTokenAsync(TokenRefusal? refused, CancellationToken cancellationToken) => new(refused is null ? "first" : "second");
    }
}
