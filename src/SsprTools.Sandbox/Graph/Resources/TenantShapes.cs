using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The organization and its domains (graph.md 1.5).</summary>
internal static class TenantShapes
{
    public static readonly Shape<TenantInfo> Organization = new("organization",
    [
        new("id", tenant => tenant.Id),
        new("deletedDateTime", _ => null),
        new("assignedPlans", tenant => tenant.Skus.SelectMany(sku => sku.Plans).DistinctBy(plan => plan.Id).Select(plan => new Complex(
            ("assignedDateTime", tenant.CreatedDateTime),
            ("capabilityStatus", "Enabled"),
            ("service", plan.Name.StartsWith("AAD", StringComparison.Ordinal) ? "AADPremiumService" : "exchange"),
            ("servicePlanId", plan.Id)))),
        new("businessPhones", _ => Array.Empty<string>()),
        new("city", _ => null),
        new("country", _ => null),
        new("countryLetterCode", tenant => tenant.CountryLetterCode),
        new("createdDateTime", tenant => tenant.CreatedDateTime),
        new("defaultUsageLocation", _ => null),
        new("displayName", tenant => tenant.DisplayName),
        new("onPremisesLastSyncDateTime", tenant => tenant.OnPremisesLastSyncDateTime),
        new("onPremisesSyncEnabled", tenant => tenant.OnPremisesSyncEnabled),
        new("postalCode", _ => null),
        new("preferredLanguage", _ => "en"),
        new("state", _ => null),
        new("street", _ => null),
        new("technicalNotificationMails", _ => Array.Empty<string>()),
        new("tenantType", _ => "AAD"),
        new("verifiedDomains", tenant => tenant.Domains.Where(domain => domain.IsVerified).Select(domain => new Complex(
            ("capabilities", domain.IsInitial ? "Email, OfficeCommunicationsOnline" : "None"),
            ("isDefault", domain.IsDefault),
            ("isInitial", domain.IsInitial),
            ("name", domain.Name),
            ("type", domain.IsFederated ? "Federated" : "Managed")))),
    ]);

    public static readonly Shape<Domain> Domain = new("domain",
    [
        new("authenticationType", domain => domain.IsFederated ? "Federated" : "Managed"),
        new("id", domain => domain.Name),
        new("isAdminManaged", _ => true),
        new("isDefault", domain => domain.IsDefault),
        new("isInitial", domain => domain.IsInitial),
        new("isRoot", _ => true),
        new("isVerified", domain => domain.IsVerified),
        new("passwordNotificationWindowInDays", domain => domain.PasswordNotificationWindowInDays),
        new("passwordValidityPeriodInDays", domain => domain.PasswordValidityPeriodInDays),
        new("supportedServices", domain => domain.IsInitial ? ["Email", "OfficeCommunicationsOnline"] : Array.Empty<string>()),
    ]);
}
