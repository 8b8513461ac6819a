using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;

namespace SsprTools.Commands;

[Cmdlet(VerbsDiagnostic.Test, "SsprUser")]
[OutputType(typeof(UserReadiness))]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All")]
[GraphPermission("POST /users/{id}/checkMemberGroups", "GroupMember.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("GET /roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")]
[GraphPermission("GET /directoryRoles", "RoleManagement.Read.Directory")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All")]
[GraphPermission("GET /roleManagement/directory/roleEligibilityScheduleInstances", "RoleEligibilitySchedule.Read.Directory")]
[GraphPermission("GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances", "PrivilegedEligibilitySchedule.Read.AzureADGroup")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All")]
[GraphPermission("GET /organization", "Organization.Read.All")]
public sealed class TestSsprUserCommand : ConnectedCmdlet
{
    private readonly List<UserReference> _waiting = [];
    private UserFactsReader? _reader;

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        // Many are asked for together; who names one user has it at the end of the pipeline, which then is now.
        foreach (var identity in Identity)
        {
            _waiting.Add(identity);
            if (_waiting.Count == UserFactsReader.ChunkSize)
            {
                await AnswerAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => AnswerAsync(cancellationToken);

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        // One reader for the whole pipeline: what is the same for all users is read once.
        _reader ??= new UserFactsReader(Tenant);
        var facts = await _reader.ReadAsync([.. _waiting.Select(identity => identity.Value)], cancellationToken).ConfigureAwait(false);
        _waiting.Clear();
        WriteObjects(facts.Select(user => ReadinessRules.Judge(user) with { TenantId = Tenant.TenantId, IsSimulated = Tenant.IsSandbox }).ToList());
    }
}
