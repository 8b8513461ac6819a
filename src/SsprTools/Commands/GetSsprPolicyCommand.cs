using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprPolicy")]
[OutputType(typeof(PolicySetting))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/adminPasswordResetPolicy", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false, For = "the Administrator page")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups", "Group.Read.All", For = "-Group")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", For = "-Group")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader", For = "-Group")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All", For = "-Group")]
public sealed class GetSsprPolicyCommand : PolicyFileCmdlet
{
    /// <summary>Only the settings of these pages of the portal.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(PageCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Page { get; set; }

    /// <summary>Only these settings; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Setting { get; set; }

    /// <summary>A pilot group, from whose members' rows in the registration report the scope is deduced where it cannot be read.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>A policy file that says what nothing else tells.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Declared { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var wanted = SettingChoice.Of(Page, Setting);
        var declared = Declared is null ? null : DeclaredPolicy.Read(FilePath(Declared), Tenant.TenantId, Tenant.Now);
        var reading = await new SsprPolicyReader(Tenant).ReadAsync(wanted, Group?.Value, declared, cancellationToken).ConfigureAwait(false);
        WriteObjects(reading.Settings);
        foreach (var problem in reading.Problems)
        {
            WriteError(ErrorFactory.From(problem, GetType(), problem.Target));
        }
    }
}
