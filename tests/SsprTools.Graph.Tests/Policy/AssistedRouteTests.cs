using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>The wait for what a person does in the portal.</summary>
public sealed class AssistedRouteTests : IDisposable
{
    private const string LogPath = "/v1.0/auditLogs/directoryAudits";

    private readonly FakeTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_look_that_fails_does_not_end_the_wait(int status)
    {
        var looks = 0;
        _tenant.Instead = (_, path) => path != LogPath ? null
            : ++looks < 15 ? (status, """{"error":{"code":"x","message":"Later."}}""")
            : (200, """
                {"value":[{"id":"e","activityDateTime":"2026-11-01T00:00:00Z","activityDisplayName":"Update SSPR Settings","category":"PolicyManagement","result":"success",
                "loggedByService":"Self-service Password Management","initiatedBy":{"user":{"userPrincipalName":"ada@contoso.com"}},
                "targetResources":[{"modifiedProperties":[{"displayName":"NotifyTenantAdminOfReset","oldValue":"\"false\"","newValue":"\"true\""}]}]}]}
                """);
        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanAsync(EverySetting.Wish("NotifyAdmins", "True"), assisted: true, TestContext.Current.CancellationToken);
        var seen = new List<string?>();

        var change = await new AssistedRoute(connection).WatchAsync(
            plan, new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(5), looked => seen.Add(looked.Remarks), TestContext.Current.CancellationToken);

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Contains("The audit log could not be read", seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("not waited for", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_waited_for_to_the_end_and_claims_nothing()
    {
        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanAsync(EverySetting.Wish("NotifyAdmins", "True"), assisted: true, TestContext.Current.CancellationToken);
        _tenant.Dispose();

        var change = await new AssistedRoute(connection).WatchAsync(plan, default, TimeSpan.Zero, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(ChangeStatus.Unverified, change.Status);
        Assert.Contains("The audit log could not be read", change.Remarks, StringComparison.Ordinal);
    }
}
