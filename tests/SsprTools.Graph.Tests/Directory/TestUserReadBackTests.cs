using System.Text.RegularExpressions;
using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>What the service accepted and did not do, or did not say.</summary>
public sealed class TestUserReadBackTests
{
    private readonly PilotWire _pilot = new();

    private static readonly TestUserRequest s_monica = new() { DisplayName = "Monica Thompson", UserPrincipalName = "MonicaT" };
    private static readonly TestUserRequest s_full = s_monica with { License = "AAD_PREMIUM", Groups = ["SSPRTesters"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("\"forceChangePasswordNextSignIn\":false,")]
    public async Task A_forced_change_that_was_not_kept_is_named(string kept)
    {
        _pilot.Distort = user => Regex.Replace(user, "\"forceChangePasswordNextSignIn\":true,", kept);

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Unverified, result.Status);
        Assert.Contains(result.Remarks, remark => remark.Contains("forceChangePasswordNextSignIn", StringComparison.Ordinal));
        // The rest was done all the same.
        Assert.Equal(["SSPRTesters"], result.Groups!);
        Assert.InRange(_pilot.Clock.Waits.Aggregate((a, b) => a + b), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task A_kept_password_needs_no_word_from_the_service()
    {
        _pilot.Distort = user => user.Replace("\"forceChangePasswordNextSignIn\":false,", "", StringComparison.Ordinal);

        Assert.Equal(ChangeStatus.Created, (await MakeAsync(s_monica with { MustChangePassword = false })).Status);
    }

    [Fact]
    public async Task A_user_that_does_not_show_is_unverified_and_gets_nothing_more()
    {
        _pilot.Wire.On($"GET /v1.0/users/{PilotWire.UserId}?", 404, PilotWire.NotFound);

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Unverified, result.Status);
        Assert.Contains(result.Remarks, remark => remark.Contains("does not show it", StringComparison.Ordinal));
        Assert.NotNull(result.Password);
        Assert.Single(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task A_licence_that_does_not_arrive_is_unverified()
    {
        _pilot.Wire.On($"GET /v1.0/users/{PilotWire.UserId}/licenseDetails", 200, """{"value":[]}""");

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Unverified, result.Status);
        Assert.Contains(result.Remarks, remark => remark.Contains("AAD_PREMIUM", StringComparison.Ordinal));
        Assert.Empty(result.Licenses!);
    }

    [Fact]
    public async Task A_disabled_premium_plan_is_named()
    {
        _pilot.PlanStatus = "Disabled";

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Created, result.Status);
        Assert.Contains(result.Remarks, remark => remark.Contains("AAD_PREMIUM is Disabled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_that_does_not_show_is_unverified()
    {
        _pilot.Wire.On($"POST /v1.0/groups/{PilotWire.GroupId}/members/$ref", 204);

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Unverified, result.Status);
        Assert.Contains(result.Remarks, remark => remark.Contains("SSPRTesters", StringComparison.Ordinal));
        Assert.Empty(result.Groups!);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_a_true_account()
    {
        _pilot.Wire.On($"POST /v1.0/groups/{PilotWire.GroupId}/members/$ref", 403, """{"error":{"code":"Authorization_RequestDenied","message":"No."}}""");

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Failed, result.Status);
        Assert.Equal(SsprErrorId.PermissionMissing, Assert.Single(result.Errors).ErrorId);
        Assert.Equal(["AAD_PREMIUM"], result.Licenses!);
        Assert.Empty(result.Groups!);
        Assert.NotNull(result.Password);
    }

    [Fact]
    public async Task A_password_that_only_the_service_refuses_is_weak_too()
    {
        _pilot.Wire.On("POST /v1.0/users", 400, """{"error":{"code":"Request_BadRequest","message":"The specified password does not comply with password complexity requirements. Please provide a different password."}}""");

        Assert.Equal(SsprErrorId.WeakPassword, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_monica with { Password = new Secret("Kf7-mWqx") }))).ErrorId);
    }

    private async Task<TestUserResult> MakeAsync(TestUserRequest request)
    {
        var users = new TestUsers(_pilot.Connection);
        return await users.CreateAsync(await users.PlanAsync(request, Stop), Stop);
    }
}
