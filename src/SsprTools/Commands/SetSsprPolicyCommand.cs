using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Policy;
using SsprTools.Transformation;

namespace SsprTools.Commands;

// Each parameter is a setting of PolicyCatalogue under the same name; a test compares the two. The engine's own enumerations cannot be the type of a parameter
// here (they live in another load context), so their words are text.
[Cmdlet(VerbsCommon.Set, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
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
public sealed class SetSsprPolicyCommand : AssistedPolicyCmdlet
{
    [Parameter]
    [ValidateSet("None", "Selected", "All")]
    public string? Scope { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyString]
    public string? SelectedGroup { get; set; }

    [Parameter]
    [ValidateRange(1, 2)]
    public int NumberOfMethodsRequired { get; set; }

    [Parameter]
    [ValidateSet("PreMigration", "InProgress", "Complete")]
    public string? MethodMigration { get; set; }

    [Parameter]
    public bool SmsPolicy { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? SmsTarget { get; set; }

    [Parameter]
    public bool VoicePolicy { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? VoiceTarget { get; set; }

    [Parameter]
    public bool VoiceOfficePhoneAllowed { get; set; }

    [Parameter]
    public bool EmailPolicy { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? EmailTarget { get; set; }

    [Parameter]
    public bool SoftwareOathPolicy { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? SoftwareOathTarget { get; set; }

    [Parameter]
    public bool MicrosoftAuthenticatorPolicy { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? MicrosoftAuthenticatorTarget { get; set; }

    [Parameter]
    public bool MicrosoftAuthenticatorCodesAllowed { get; set; }

    [Parameter]
    [ValidateRange(3, 5)]
    public int QuestionsToRegister { get; set; }

    [Parameter]
    [ValidateRange(3, 5)]
    public int QuestionsToReset { get; set; }

    [Parameter]
    public bool RequireRegistration { get; set; }

    [Parameter]
    [ValidateRange(0, 730)]
    public int ReconfirmDays { get; set; }

    [Parameter]
    public bool SkipRegistrationAllowed { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SkipRegistrationDays { get; set; }

    [Parameter]
    [ValidateSet("Default", "Enabled", "Disabled")]
    public string? RegistrationCampaign { get; set; }

    [Parameter]
    [ValidateRange(0, 14)]
    public int RegistrationCampaignSnoozeDays { get; set; }

    [Parameter]
    [ReferenceTransformation]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowEmptyCollection]
    public string[]? RegistrationCampaignTarget { get; set; }

    [Parameter]
    public bool NotifyUsers { get; set; }

    [Parameter]
    public bool NotifyAdmins { get; set; }

    [Parameter]
    public bool CustomizeHelpdeskLink { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? HelpdeskLink { get; set; }

    [Parameter]
    public bool PasswordWriteback { get; set; }

    [Parameter]
    public bool UnlockWithoutReset { get; set; }

    [Parameter]
    public bool AdminSsprEnabled { get; set; }

    private protected override bool ShowsImpact => true;

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(null, async () =>
    {
        var change = new Dictionary<string, object?>();
        OnRunspace(() =>
        {
            foreach (var (name, value) in MyInvocation.BoundParameters.Where(bound => PolicyCatalogue.Find(bound.Key) is not null))
            {
                change[name] = value;
            }
        });
        if (change.Count == 0)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "No setting was given.", "Give at least one, such as -NumberOfMethodsRequired 2.");
        }

        var plan = await new PolicyPlanner(Tenant).PlanAsync(PolicyWish.Of(change), IsAssisted, cancellationToken).ConfigureAwait(false);
        await ChangeAllAsync(plan, string.Join(", ", change.Keys), cancellationToken).ConfigureAwait(false);
    });
}
