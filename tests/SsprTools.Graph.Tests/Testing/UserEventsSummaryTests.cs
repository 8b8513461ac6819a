using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>The beta report, facts/graph.md 1.11: read where it is, and said to be missing where it is not.</summary>
public sealed class UserEventsSummaryTests
{
    private const string Path = "GET /beta/reports/authenticationMethods/userEventsSummary";
    private readonly LogWire _log = new();

    [Fact]
    public async Task Rows_are_typed_and_unknown_words_are_kept()
    {
        _log.Wire.On(Path, 200, """
            {"value":[
            {"id":"u","userPrincipalName":"m@contoso.com","userDisplayName":"M","feature":"reset","authMethod":"carrierPigeon","isSuccess":false,"failureReason":"Lost ","eventDateTime":"2026-11-01T09:00:00Z"},
            {"id":"u","feature":"unknownFutureValue"}]}
            """);

        var row = Assert.Single(await ReadAsync("m@contoso.com"));

        Assert.Equal(("u", "reset", "carrierPigeon", false, "Lost", Run.Start), (row.UserId, row.Feature, row.AuthMethod, row.IsSuccess, row.FailureReason, row.EventDateTime));
        Assert.Contains("$filter=userPrincipalName eq 'm@contoso.com'", Assert.Single(_log.Wire.Requests).Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "itemNotFound", "Not found")]
    [InlineData(400, "BadRequest", "Resource not found for the segment 'userEventsSummary'.")]
    [InlineData(501, "notImplemented", "")]
    public async Task Where_it_is_missing_that_is_said(int status, string code, string message)
    {
        _log.Wire.On(Path, status, $$"""{"error":{"code":"{{code}}","message":"{{message}}"} }""");

        var error = await Assert.ThrowsAsync<SsprException>(() => ReadAsync(null));

        Assert.Equal(SsprErrorId.NotInThisCloud, error.ErrorId);
        Assert.Contains("Get-SsprEvent", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "Invalid filter clause", SsprErrorId.GraphRequestFailed)]
    [InlineData(403, "Insufficient privileges", SsprErrorId.PermissionMissing)]
    public async Task Another_error_is_none_of_that(int status, string message, SsprErrorId expected)
    {
        _log.Wire.On(Path, status, $$"""{"error":{"code":"x","message":"{{message}}"} }""");

        Assert.Equal(expected, (await Assert.ThrowsAnyAsync<SsprException>(() => ReadAsync(null))).ErrorId);
    }

    private async Task<List<SsprUserEvent>> ReadAsync(string? user)
    {
        var rows = new List<SsprUserEvent>();
        await foreach (var row in new UserEventsSummary(_log.Connection).ReadAsync(user, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
