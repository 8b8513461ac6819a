using System.Text.Json;
using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

public sealed class TestUsersTests
{
    private readonly PilotWire _pilot = new();

    private static readonly TestUserRequest s_monica = new() { DisplayName = "Monica Thompson", UserPrincipalName = "MonicaT" };
    private static readonly TestUserRequest s_full = s_monica with { License = "AAD_PREMIUM", Groups = ["SSPRTesters"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creates_what_was_asked_for()
    {
        var result = await MakeAsync(s_full);

        Assert.Equal((ChangeStatus.Created, PilotWire.Upn, true), (result.Status, result.User.UserPrincipalName, result.User.ForceChangePasswordNextSignIn));
        Assert.Equal(["AAD_PREMIUM"], result.Licenses!);
        Assert.Equal(["SSPRTesters"], result.Groups!);
        Assert.Empty(result.Errors);
        Assert.Equal(3, _pilot.Wire.Writes.Count());
        var body = JsonDocument.Parse(_pilot.Wire.Writes.First().Body).RootElement;
        Assert.Equal("MonicaT", body.GetProperty("mailNickname").GetString());
        Assert.Equal("GB", body.GetProperty("usageLocation").GetString());
        Assert.Matches("^SsprTest until [0-9]{4}-[0-9]{2}-[0-9]{2}$", body.GetProperty("employeeType").GetString()!);
        Assert.Equal(result.Password!.Reveal(), body.GetProperty("passwordProfile").GetProperty("password").GetString());
        Assert.True(body.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
        Assert.Contains(result.Remarks, remark => remark.Contains("GB", StringComparison.Ordinal));
        Assert.Empty(_pilot.Clock.Waits);
    }

    [Fact]
    public async Task The_second_call_changes_nothing()
    {
        await MakeAsync(s_full);
        _pilot.Wire.Requests.Clear();

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Unchanged, result.Status);
        Assert.Null(result.Password);
        Assert.Equal(["SSPRTesters"], result.Groups!);
        Assert.Equal(["AAD_PREMIUM"], result.Licenses!);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task Another_day_is_no_difference()
    {
        _pilot.User = PilotWire.Marked();

        Assert.Equal(ChangeStatus.Unchanged, (await MakeAsync(s_monica with { ExpiresAfter = TimeSpan.FromDays(3) })).Status);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task What_is_missing_is_added()
    {
        _pilot.User = PilotWire.Marked();
        _pilot.Wire.On($"PATCH /v1.0/users/{PilotWire.UserId}", _ =>
        {
            _pilot.User = PilotWire.Marked(location: "\"GB\"");
            return (204, "");
        });

        var result = await MakeAsync(s_full);

        Assert.Equal(ChangeStatus.Updated, result.Status);
        Assert.Equal(
            ["PATCH", "POST", "POST"], _pilot.Wire.Writes.Select(request => request.Line.Split(' ')[0]));
        // A null in the body would empty the property.
        Assert.Equal(["usageLocation"], JsonDocument.Parse(_pilot.Wire.Writes.First().Body).RootElement.EnumerateObject().Select(property => property.Name).Where(name => name[0] != '@'));
    }

    [Theory]
    [InlineData("Monica Schmidt", null)]
    [InlineData("Monica Thompson", "FR")]
    public async Task A_difference_is_an_error_and_changes_nothing(string name, string? location)
    {
        _pilot.User = PilotWire.Marked(location: "\"GB\"");
        var request = s_full with { DisplayName = name, UsageLocation = location };

        Assert.Equal(SsprErrorId.UserDiffers, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(request))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task Force_overwrites_and_says_what()
    {
        _pilot.User = PilotWire.Marked();
        var users = new TestUsers(_pilot.Connection);
        var plan = await users.PlanAsync(s_monica with { DisplayName = "Monica Schmidt", Force = true, ExpiresAfter = TimeSpan.FromDays(3) }, Stop);
        _pilot.Wire.On($"PATCH /v1.0/users/{PilotWire.UserId}", _ =>
        {
            _pilot.User = PilotWire.Marked("Monica Schmidt", mark: TestUserMark.Format(plan.Until));
            return (204, "");
        });

        Assert.Contains("from 'Monica Thompson' to 'Monica Schmidt'", plan.Describe(), StringComparison.Ordinal);
        Assert.Contains("from '2999-12-31' to", plan.Describe(), StringComparison.Ordinal);
        Assert.Equal(ChangeStatus.Updated, (await users.CreateAsync(plan, Stop)).Status);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"Employee\"")]
    [InlineData("\"SsprTest until whenever\"")]
    public async Task Somebody_elses_user_is_left_alone(string employeeType)
    {
        _pilot.User = PilotWire.Marked().Replace("\"SsprTest until 2999-12-31\"", employeeType, StringComparison.Ordinal);

        Assert.Equal(SsprErrorId.NotATestUser, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_monica with { Force = true }))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    public static TheoryData<SsprErrorId, TestUserRequest> Wrong { get; } = new()
    {
        { SsprErrorId.InvalidUserPrincipalName, s_full with { UserPrincipalName = "monica t" } },
        { SsprErrorId.UnknownDomain, s_full with { UserPrincipalName = "monica@fabrikam.com" } },
        { SsprErrorId.WeakPassword, s_full with { Password = new Secret("weak") } },
        { SsprErrorId.WeakPassword, s_full with { Password = new Secret("xMonica-77-qwf") } },
        { SsprErrorId.LicenseNotFound, s_full with { License = "AAD_PREMIUM_P3" } },
        { SsprErrorId.GroupNotFound, s_full with { Groups = ["SSPRTesters", "Nobody"] } },
        { SsprErrorId.InvalidArgument, s_full with { DisplayName = new string('x', 257) } },
        { SsprErrorId.InvalidArgument, s_full with { UsageLocation = "GBR" } },
        { SsprErrorId.InvalidArgument, s_full with { ExpiresAfter = TimeSpan.Zero } },
        { SsprErrorId.InvalidArgument, s_full with { ExpiresAfter = TimeSpan.FromDays(-1) } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Anything_wrong_creates_nothing(SsprErrorId expected, TestUserRequest request)
    {
        Assert.Equal(expected, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(request))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task An_unknown_licence_is_answered_with_those_there_are()
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_full with { License = "x" }));

        Assert.Contains("AAD_PREMIUM", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_free_unit_nothing_is_created()
    {
        _pilot.Wire.On("GET /v1.0/subscribedSkus", 200, PilotWire.Skus(free: 0));

        Assert.Equal(SsprErrorId.LicenseNotAvailable, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_full))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task Units_given_within_one_command_count()
    {
        _pilot.Wire.On("GET /v1.0/subscribedSkus", 200, PilotWire.Skus(free: 1));
        var users = new TestUsers(_pilot.Connection);
        await users.CreateAsync(await users.PlanAsync(s_full, Stop), Stop);

        var error = await Assert.ThrowsAsync<SsprException>(() => users.PlanAsync(s_full with { UserPrincipalName = "Other" }, Stop));

        Assert.Equal(SsprErrorId.LicenseNotAvailable, error.ErrorId);
    }

    [Fact]
    public async Task A_user_who_has_the_licence_needs_no_free_unit()
    {
        _pilot.User = PilotWire.Marked();
        _pilot.Licensed = true;
        _pilot.Wire.On("GET /v1.0/subscribedSkus", 200, PilotWire.Skus(free: 0));

        Assert.Equal(ChangeStatus.Unchanged, (await MakeAsync(s_monica with { License = PilotWire.Premium })).Status);
    }

    [Fact]
    public async Task Without_any_usage_location_nothing_is_created()
    {
        _pilot.Wire.On("GET /v1.0/organization", 200, PilotWire.Organization(null));

        Assert.Equal(SsprErrorId.UsageLocationMissing, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_full))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task The_list_is_an_advanced_query_and_shows_marked_users_only()
    {
        _pilot.Wire.On("GET /v1.0/users?", 200, """
            {"@odata.count":3,"value":[
            {"id":"a","userPrincipalName":"a@x","employeeType":"SsprTest until 2020-01-01"},
            {"id":"b","userPrincipalName":"b@x","employeeType":"SsprTest until 2999-01-01"},
            {"id":"c","userPrincipalName":"c@x","employeeType":"SsprTest until then"}]}
            """);

        Assert.Equal(["a", "b"], await IdsAsync(expired: false));
        Assert.Equal(["a"], await IdsAsync(expired: true));
        var request = _pilot.Wire.Requests.First(request => request.Line.StartsWith("GET /v1.0/users?", StringComparison.Ordinal));
        Assert.Equal("eventual", request.ConsistencyLevel);
        Assert.Contains("$count=true", request.Line, StringComparison.Ordinal);
        Assert.Contains("$filter=startswith(employeeType,'SsprTest until ')", request.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removes_a_test_user_only()
    {
        _pilot.User = PilotWire.Marked();
        _pilot.Wire.On($"DELETE /v1.0/users/{PilotWire.UserId}", _ =>
        {
            _pilot.User = null;
            return (204, "");
        });
        var users = new TestUsers(_pilot.Connection);
        var found = await users.GetAsync(PilotWire.Upn, Stop);

        Assert.Equal(ChangeStatus.Removed, (await users.RemoveAsync(found, Stop)).Status);
        var unmarked = found with { User = found.User with { EmployeeType = null } };
        Assert.Equal(SsprErrorId.NotATestUser, (await Assert.ThrowsAsync<SsprException>(() => users.RemoveAsync(unmarked, Stop))).ErrorId);
        Assert.Single(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task A_user_that_stays_is_unverified()
    {
        _pilot.User = PilotWire.Marked();
        var users = new TestUsers(_pilot.Connection);

        Assert.Equal(ChangeStatus.Unverified, (await users.RemoveAsync(await users.GetAsync(PilotWire.Upn, Stop), Stop)).Status);
    }

    private async Task<TestUserResult> MakeAsync(TestUserRequest request)
    {
        var users = new TestUsers(_pilot.Connection);
        return await users.CreateAsync(await users.PlanAsync(request, Stop), Stop);
    }

    private async Task<List<string>> IdsAsync(bool expired)
    {
        var ids = new List<string>();
        await foreach (var page in new TestUsers(_pilot.Connection).ListAsync(expired, Stop))
        {
            ids.AddRange(page.Select(user => user.User.Id));
        }

        return ids;
    }
}
