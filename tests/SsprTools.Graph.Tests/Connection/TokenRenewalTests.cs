using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>What happens to a token after the sign-in: refused, ended, asked for by many, forgotten.</summary>
[Collection(nameof(SignInBench))]
public sealed class TokenRenewalTests : SignInBench
{
    [Theory]
    [InlineData(SignInKind.ClientSecret)]
    [InlineData(SignInKind.DeviceCode)]
    [InlineData(SignInKind.ManagedIdentity)]
    public async Task A_refused_token_is_renewed_once_past_every_cache(SignInKind kind)
    {
        using var connection = await ConnectAsync(kind, CloudEnvironment.Global);
        string? refused = null;
        Server.Api = context => RefuseFirst(context, ref refused, null);

        (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();

        var tokens = Server.Requests.Where(request => request.Line.EndsWith("/v1.0/users", StringComparison.Ordinal)).Select(request => request.Bearer).ToList();
        Assert.Equal(2, tokens.Count);
        Assert.NotEqual(tokens[0], tokens[1]);
    }

    [Fact]
    public async Task A_claims_challenge_is_passed_on_to_the_sign_in_service()
    {
        using var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        string? refused = null;
        const string claims = """{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}""";
        Server.Api = context => RefuseFirst(context, ref refused, claims);

        (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();

        var last = Server.Requests.Last(request => request.Line.EndsWith("/token", StringComparison.Ordinal));
        Assert.Contains("1604106651", last.Form["claims"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_lived_token_is_renewed_before_it_ends_and_a_person_is_not_asked_again()
    {
        Server.Lifetime = 2;
        var shown = 0;
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => shown++);
        for (var i = 0; i < 6; i++)
        {
            (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();
            await Task.Delay(700, Stop);
        }

        Assert.Equal(1, shown);
        Assert.Contains(Server.Requests, request => request.Form.GetValueOrDefault("grant_type") == "refresh_token");
        var tokens = Server.Requests.Where(request => request.Line.EndsWith("/users", StringComparison.Ordinal)).Select(request => request.Bearer).Distinct();
        Assert.InRange(tokens.Count(), 2, 5);
    }

    [Fact]
    public async Task A_sign_in_that_ended_meanwhile_says_so_and_asks_nobody()
    {
        Server.Lifetime = 2;
        var shown = 0;
        // An app of its own: MSAL remembers for two minutes, in the whole process, that this app's user has to sign in again.
        using var connection = await ConnectAsync(
            SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => shown++, app: Guid.NewGuid().ToString());
        Server.Refuse = _ => (400, LoginServer.Error("invalid_grant", 50173, "Revoked."));
        await Task.Delay(2100, Stop);

        var error = await Assert.ThrowsAsync<SsprException>(() => connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.Contains("revoked", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, shown);
    }

    [Fact]
    public async Task Many_requests_at_once_share_one_renewal()
    {
        using var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        string? refused = null;
        Server.Api = context => RefuseFirst(context, ref refused, null);
        var before = Server.Lines.Count(line => line.EndsWith("/token", StringComparison.Ordinal));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose()));

        Assert.Equal(before + 1, Server.Lines.Count(line => line.EndsWith("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Disconnecting_forgets_the_tokens()
    {
        var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        var http = connection.GraphHttp;
        connection.Dispose();
        var requests = Server.Requests.Count;

        var error = Assert.Throws<SsprException>(() => connection.GraphHttp);
        await Assert.ThrowsAnyAsync<Exception>(() => http.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop));

        Assert.Equal(SsprErrorId.NotConnected, error.ErrorId);
        Assert.Equal(requests, Server.Requests.Count);
    }
}
