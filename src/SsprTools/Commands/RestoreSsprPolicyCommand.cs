using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsData.Restore, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicyChange))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("PUT /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.WriteRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("PUT /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.WriteRole, AppOnly = false)]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("PATCH /policies/authenticationMethodsPolicy", "Policy.ReadWrite.AuthenticationMethod", Role = "Authentication Policy Administrator")]
[GraphPermission("PATCH /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}", "Policy.ReadWrite.AuthenticationMethod", Role = "Authentication Policy Administrator")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
[GraphPermission("PATCH /policies/authorizationPolicy", "Policy.ReadWrite.Authorization", Role = "Privileged Role Administrator")]
[GraphPermission("GET /groups", "Group.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", Role = "Global Reader")]
public sealed class RestoreSsprPolicyCommand : PolicyChangeCmdlet
{
    /// <summary>A backup, an export, or a file written by hand.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Only these settings; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Setting { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Path, async () =>
    {
        var plan = await new PolicyPlanner(Tenant).PlanRestoreAsync(FilePath(Path!), SettingChoice.Of(null, Setting), cancellationToken).ConfigureAwait(false);
        await ChangeAsync(plan, Path, cancellationToken).ConfigureAwait(false);
    });
}
