using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.New, "SsprGroup", SupportsShouldProcess = true)]
[OutputType(typeof(SsprGroup))]
[GraphPermission("POST /groups", "Group.ReadWrite.All", Role = "Groups Administrator")]
[GraphPermission("PATCH /groups/{id}", "Group.ReadWrite.All", Role = "Groups Administrator")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
public sealed class NewSsprGroupCommand : ConnectedCmdlet
{
    /// <summary>The group's name; a group of that name that is as asked already is left alone.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string DisplayName { get; set; } = "";

    /// <summary>What the group is for.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>Users, or groups by object id, that shall be in it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[] Member { get; set; } = [];

    /// <summary>Overwrite a different description.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(DisplayName, async () =>
    {
        var groups = new SecurityGroups(Tenant);
        var request = new SecurityGroupRequest
        {
            DisplayName = DisplayName,
            Description = Description,
            Members = [.. Member.Select(member => member.Value)],
            Force = Force,
        };
        var plan = await groups.PlanAsync(request, cancellationToken).ConfigureAwait(false);
        if (!plan.IsUnchanged && !ShouldChange(Tenant, $"group '{plan.DisplayName}'", plan.Describe()))
        {
            return;
        }

        var group = await groups.CreateAsync(plan, cancellationToken).ConfigureAwait(false);
        WriteObject(group);
        foreach (var remark in group.Status == ChangeStatus.Unverified ? group.Remarks : [])
        {
            WriteWarning($"{group.DisplayName}: {remark}");
        }

        WriteErrors(group.Members.Select(member => member.Error), group.DisplayName);
    });
}
