using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprRegistration", DefaultParameterSetName = TenantSet)]
[OutputType(typeof(RegistrationRow))]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All")]
public sealed class GetSsprRegistrationCommand : ConnectedCmdlet
{
    private const string TenantSet = "Tenant";
    private const string IdentitySet = "Identity";
    private const string GroupSet = "Group";

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Only members of this group, those of nested groups too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet)]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>Only users in the scope of the SSPR policy; with :$false only those outside.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Enabled { get; set; }

    /// <summary>Only users who have enough methods; with :$false only those who have not.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Registered { get; set; }

    /// <summary>Only users who are enabled and registered; with :$false only the others.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Capable { get; set; }

    /// <summary>Only users who registered each of these methods, in Graph's words.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(RegisteredMethodCompleter))]
    public string[] Method { get; set; } = [];

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var report = new RegistrationReport(Tenant);
        if (ParameterSetName != IdentitySet)
        {
            await StreamAsync(report, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () => WriteObject(
                await report.GetAsync(identity.Value, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private async Task StreamAsync(RegistrationReport report, CancellationToken cancellationToken)
    {
        var filter = new RegistrationFilter
        {
            Enabled = Given(nameof(Enabled), Enabled),
            Registered = Given(nameof(Registered), Registered),
            Capable = Given(nameof(Capable), Capable),
            Methods = Method,
        };
        var members = Group is null ? null : await MembersAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var page in report.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            WriteObjects(members is null ? page : page.Where(row => members.Remove(row.Id)));
        }

        if (members is { Count: > 0 } && filter.IsEmpty)
        {
            WriteWarning($"{members.Count} members of {Group} are not in the report: disabled, guests of another tenant, or newer than the report. Nothing is known of their registration.");
        }
    }

    private async Task<HashSet<string>> MembersAsync(CancellationToken cancellationToken)
    {
        var group = await new GroupDirectory(Tenant).GetAsync(Group!.Value, cancellationToken).ConfigureAwait(false);
        return await new TransitiveMembers(Tenant).IdsAsync(group, cancellationToken).ConfigureAwait(false);
    }

    private bool? Given(string name, SwitchParameter value) => MyInvocation.BoundParameters.ContainsKey(name) ? value.ToBool() : null;
}
