using System.Management.Automation;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;

namespace SsprTools.Commands;

[Cmdlet(VerbsDiagnostic.Test, "SsprUser")]
[OutputType(typeof(UserReadiness))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All")]
[GraphPermission("POST /users/{id}/checkMemberGroups", "GroupMember.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole", "RoleManagement.Read.Directory")]
[GraphPermission("GET /users/{id}/transitiveMemberOf/microsoft.graph.group", "GroupMember.Read.All")]
[GraphPermission("GET /roleManagement/directory/roleEligibilityScheduleInstances", "RoleEligibilitySchedule.Read.Directory")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All")]
[GraphPermission("GET /organization", "Organization.Read.All")]
public sealed class TestSsprUserCommand : ConnectedCmdlet
{
    private UserFactsReader? _reader;

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        // One reader for the whole pipeline: what is the same for all users is read once.
        _reader ??= new UserFactsReader(Tenant);
        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () =>
            {
                var facts = await _reader.ReadAsync(identity.Value, cancellationToken).ConfigureAwait(false);
                WriteObject(ReadinessRules.Judge(facts) with { TenantId = Tenant.TenantId, IsSimulated = Tenant.IsSandbox });
            }).ConfigureAwait(false);
        }
    }
}
