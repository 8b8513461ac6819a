using System.Globalization;
using System.Text.Json;
using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>facts/graph.md 1.3: binds of 20, all or nothing; 5.2: what refusals look like.</summary>
public sealed class GroupMembershipTests
{
    private const string AlreadyThere = """{"error":{"code":"Request_BadRequest","message":"One or more added object references already exist for the following modified properties: 'members'."}}""";

    private static readonly DirectoryGroup s_group = new() { Id = PilotWire.GroupId, DisplayName = "SSPRTesters" };

    private readonly PilotWire _pilot = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Binds_twenty_at_a_time()
    {
        Accept();

        var changes = await new GroupMembership(_pilot.Connection).AddAsync(s_group, People(45), Stop);

        Assert.Equal([20, 20, 5], _pilot.Wire.Writes.Select(Bound).Select(ids => ids.Count));
        Assert.All(changes, change => Assert.Equal(ChangeStatus.Created, change.Status));
        Assert.Equal(People(45).Select(member => member.Id), changes.Select(change => change.Id));
        Assert.StartsWith("https://graph.microsoft.com/v1.0/directoryObjects/", Bound(_pilot.Wire.Writes.First())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_member_twice_is_bound_once()
    {
        Accept();

        var changes = await new GroupMembership(_pilot.Connection).AddAsync(s_group, [.. People(3), .. People(3)], Stop);

        Assert.Equal(3, changes.Count);
        Assert.Equal(3, Bound(Assert.Single(_pilot.Wire.Writes)).Count);
    }

    [Fact]
    public async Task A_bind_that_fails_is_done_one_by_one_and_each_has_its_own_outcome()
    {
        var people = People(4);
        _pilot.Members.Add(people[1].Id);
        _pilot.Wire
            .On("PATCH", 400, AlreadyThere)
            .On($"POST /v1.0/groups/{PilotWire.GroupId}/members/$ref", request =>
            {
                var id = request.Body.Split("directoryObjects/")[1][..36];
                if (id == people[2].Id)
                {
                    return (404, PilotWire.NotFound);
                }

                return _pilot.Members.Add(id) ? (204, "") : (400, AlreadyThere);
            });

        var changes = await new GroupMembership(_pilot.Connection).AddAsync(s_group, people, Stop);

        Assert.Equal([ChangeStatus.Created, ChangeStatus.Unchanged, ChangeStatus.Failed, ChangeStatus.Created], changes.Select(change => change.Status));
        Assert.NotNull(changes[2].Error);
        Assert.Contains("does not exist", changes[2].Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_bind_is_one_error_for_all()
    {
        _pilot.Wire.On("PATCH", 403, """{"error":{"code":"Authorization_RequestDenied","message":"No."}}""");

        var changes = await new GroupMembership(_pilot.Connection).AddAsync(s_group, People(3), Stop);

        Assert.All(changes, change => Assert.Equal(ChangeStatus.Failed, change.Status));
        Assert.Single(changes.Select(change => change.Error).Distinct());
        Assert.Single(_pilot.Wire.Requests);
    }

    [Fact]
    public async Task A_member_that_does_not_show_is_unverified_and_the_others_are_not()
    {
        _pilot.Wire.On("PATCH", request =>
        {
            _pilot.Members.UnionWith(Bound(request).Skip(1).Select(address => address.Split('/')[^1]));
            return (204, "");
        });

        var changes = await new GroupMembership(_pilot.Connection).AddAsync(s_group, People(3), Stop);

        Assert.Equal([ChangeStatus.Unverified, ChangeStatus.Created, ChangeStatus.Created], changes.Select(change => change.Status));
        Assert.Equal(3, _pilot.Clock.Waits.Count);
    }

    [Fact]
    public async Task What_cannot_be_read_back_is_unverified()
    {
        Accept();
        _pilot.Wire.On($"GET /v1.0/groups/{PilotWire.GroupId}/members", 403, """{"error":{"code":"Authorization_RequestDenied","message":"No."}}""");

        var change = Assert.Single(await new GroupMembership(_pilot.Connection).AddAsync(s_group, People(1), Stop));

        Assert.Equal((ChangeStatus.Unverified, SsprErrorId.PermissionMissing), (change.Status, change.Error!.ErrorId));
    }

    [Fact]
    public async Task Removes_by_reference_only()
    {
        var people = People(3);
        _pilot.Members.UnionWith([people[0].Id, people[1].Id]);
        _pilot.Wire
            .On($"DELETE /v1.0/groups/{PilotWire.GroupId}/members/{people[0].Id}/$ref", _ =>
            {
                _pilot.Members.Remove(people[0].Id);
                return (204, "");
            })
            .On($"DELETE /v1.0/groups/{PilotWire.GroupId}/members/{people[2].Id}/$ref", 404, PilotWire.NotFound);

        var changes = await new GroupMembership(_pilot.Connection).RemoveAsync(s_group, people, Stop);

        Assert.Equal([ChangeStatus.Removed, ChangeStatus.Unverified, ChangeStatus.Unchanged], changes.Select(change => change.Status));
        Assert.All(_pilot.Wire.Writes, request => Assert.EndsWith("/$ref", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_dynamic_group_takes_nobody() => Assert.Equal(
        SsprErrorId.GroupDiffers,
        Assert.Throws<SsprException>(() => GroupMembership.RequireAssigned(s_group with { MembershipRule = "user.x -eq 1" })).ErrorId);

    private static SsprGroupMember[] People(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new SsprGroupMember { Id = new Guid(number, 0, 0, new byte[8]).ToString("D", CultureInfo.InvariantCulture) })];

    private static List<string> Bound(WireRequest request) =>
        [.. JsonDocument.Parse(request.Body).RootElement.GetProperty("members@odata.bind").EnumerateArray().Select(item => item.GetString()!)];

    private void Accept() => _pilot.Wire.On($"PATCH /v1.0/groups/{PilotWire.GroupId}", request =>
    {
        _pilot.Members.UnionWith(Bound(request).Select(address => address.Split('/')[^1]));
        return (204, "");
    });
}
