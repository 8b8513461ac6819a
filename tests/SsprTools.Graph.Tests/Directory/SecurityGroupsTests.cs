using System.Text.Json;
using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

public sealed class SecurityGroupsTests
{
    private static readonly SecurityGroupRequest s_request = new() { DisplayName = "Pilot", Description = "Testers of SSPR rollout" };

    private readonly PilotWire _pilot = new();
    private string? _stored;

    public SecurityGroupsTests() => _pilot.Wire
        .On("GET /v1.0/groups?$filter=displayName eq 'Pilot'", _ => (200, $$"""{"value":[{{_stored}}]}"""))
        .On($"GET /v1.0/groups/{PilotWire.GroupId}?", _ => _stored is null ? (404, PilotWire.NotFound) : (200, _stored))
        .On("POST /v1.0/groups", request =>
        {
            var body = $$"""{"id":"{{PilotWire.GroupId}}",{{request.Body[1..]}}""";
            _stored = Keep ? body : null;
            return (201, body);
        })
        .On($"POST /v1.0/groups/{PilotWire.GroupId}/members/$ref", request =>
        {
            _pilot.Members.Add(request.Body.Split("directoryObjects/")[1][..36]);
            return (204, "");
        });

    private bool Keep { get; set; } = true;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creates_a_security_group_with_assigned_members()
    {
        _pilot.User = PilotWire.Marked();

        var group = await MakeAsync(s_request with { Members = [PilotWire.Upn] });

        Assert.Equal((ChangeStatus.Created, "Assigned"), (group.Status, group.Membership));
        Assert.Equal(ChangeStatus.Created, Assert.Single(group.Members).Status);
        var body = JsonDocument.Parse(_pilot.Wire.Writes.First().Body).RootElement;
        Assert.Equal(("Pilot", false, true), (body.GetProperty("mailNickname").GetString(), body.GetProperty("mailEnabled").GetBoolean(), body.GetProperty("securityEnabled").GetBoolean()));
    }

    [Fact]
    public async Task The_second_call_changes_nothing()
    {
        _pilot.User = PilotWire.Marked();
        await MakeAsync(s_request with { Members = [PilotWire.Upn] });
        _pilot.Wire.Requests.Clear();

        var group = await MakeAsync(s_request with { Members = [PilotWire.Upn] });

        Assert.Equal(ChangeStatus.Unchanged, group.Status);
        Assert.Equal(ChangeStatus.Unchanged, Assert.Single(group.Members).Status);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task Another_description_needs_force()
    {
        await MakeAsync(s_request);
        var other = s_request with { Description = "Another" };
        _pilot.Wire.Requests.Clear();
        _pilot.Wire.On("PATCH", _ =>
        {
            _stored = _stored!.Replace("Testers of SSPR rollout", "Another", StringComparison.Ordinal);
            return (204, "");
        });

        Assert.Equal(SsprErrorId.GroupDiffers, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(other))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
        Assert.Equal(ChangeStatus.Updated, (await MakeAsync(other with { Force = true })).Status);
    }

    [Fact]
    public async Task No_description_asked_for_is_no_difference()
    {
        await MakeAsync(s_request);

        Assert.Equal(ChangeStatus.Unchanged, (await MakeAsync(s_request with { Description = null })).Status);
    }

    [Theory]
    [InlineData("\"securityEnabled\":true,\"mailEnabled\":false,\"membershipRule\":\"user.department -eq 1\"")]
    [InlineData("\"securityEnabled\":true,\"mailEnabled\":true")]
    [InlineData("\"securityEnabled\":false,\"mailEnabled\":false")]
    public async Task Another_kind_of_group_is_refused_even_with_force(string kind)
    {
        _stored = $$"""{"id":"{{PilotWire.GroupId}}","displayName":"Pilot",{{kind}}}""";

        Assert.Equal(SsprErrorId.GroupDiffers, (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_request with { Force = true }))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task Two_groups_of_that_name_are_an_error_that_names_both()
    {
        _stored = """{"id":"a","displayName":"Pilot"},{"id":"b","displayName":"Pilot"}""";

        var error = await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_request));

        Assert.Equal(SsprErrorId.AmbiguousGroup, error.ErrorId);
        Assert.Contains("a, b", error.Message, StringComparison.Ordinal);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task A_member_nobody_knows_creates_nothing()
    {
        Assert.Equal(
            SsprErrorId.UserNotFound,
            (await Assert.ThrowsAsync<SsprException>(() => MakeAsync(s_request with { Members = ["nobody@contoso.com"] }))).ErrorId);
        Assert.Empty(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task A_group_that_does_not_show_is_unverified_and_gets_no_members()
    {
        Keep = false;
        _pilot.User = PilotWire.Marked();

        var group = await MakeAsync(s_request with { Members = [PilotWire.Upn] });

        Assert.Equal(ChangeStatus.Unverified, group.Status);
        Assert.Contains("does not show it", group.Remarks[0], StringComparison.Ordinal);
        Assert.Single(_pilot.Wire.Writes);
    }

    [Fact]
    public async Task A_group_that_stays_is_unverified()
    {
        await MakeAsync(s_request);
        var groups = new SecurityGroups(_pilot.Connection);
        var group = await groups.GetAsync("Pilot", Stop);

        Assert.Equal(ChangeStatus.Unverified, (await groups.RemoveAsync(group, Stop)).Status);
        _stored = null;
        Assert.Equal(ChangeStatus.Removed, (await groups.RemoveAsync(group, Stop)).Status);
    }

    private async Task<SsprGroup> MakeAsync(SecurityGroupRequest request)
    {
        var groups = new SecurityGroups(_pilot.Connection);
        return await groups.CreateAsync(await groups.PlanAsync(request, Stop), Stop);
    }
}
