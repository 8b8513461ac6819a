using SsprTools.Graph.Connection;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>Graph of 21Vianet has no directoryAudits (facts/graph.md 1.12 and 4): that is said at once, with what there is instead.</summary>
public sealed class ChinaTests : IDisposable
{
    private readonly Wire _wire = new();
    private readonly SsprConnection _connection;

    public ChinaTests() => _connection = SsprConnection.FromAccessToken("t", CloudEnvironment.China, new ManualClock(), _wire);

    public void Dispose()
    {
        _connection.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task The_audit_log_is_not_asked_for_and_the_other_report_is_named()
    {
        var error = await Assert.ThrowsAsync<SsprException>(async () =>
        {
            await foreach (var _ in new AuditTrail(_connection).ReadAsync(null, null, null, TestContext.Current.CancellationToken))
            {
            }
        });

        Assert.Equal(SsprErrorId.NotInThisCloud, error.ErrorId);
        Assert.Contains("audit log", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-SsprEvent -Summary", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("admin center", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_wire.Requests);
    }

    // No source says that these are missing there, so the service is asked.
    [Fact]
    public async Task The_report_of_events_and_the_sign_in_log_are_asked_for()
    {
        _wire.On("GET /beta/reports/authenticationMethods/userEventsSummary", 200, """{"value":[{"id":"u","userPrincipalName":"m@contoso.com","feature":"reset","isSuccess":true,"eventDateTime":"2026-11-01T09:00:00Z"}]}""");
        _wire.On("GET /v1.0/auditLogs/signIns", 200, """{"value":[{"id":"s","userId":"u","createdDateTime":"2026-11-01T09:00:00Z","status":{"errorCode":0}}]}""");
        var rows = new List<SsprUserEvent>();
        await foreach (var row in new UserEventsSummary(_connection).ReadAsync(null, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        Assert.Equal("reset", Assert.Single(rows).Feature);
        Assert.True(Assert.Single(await new SignInLog(_connection).ReadAsync("u", Run.Start, TestContext.Current.CancellationToken)).IsSuccess);
    }
}
