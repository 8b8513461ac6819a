using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using LegacyMethod = SsprTools.Graph.Policy.ResetMethod;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Facts;

/// <summary>Reads what the gates need to know of the tenant.</summary>
internal sealed class TenantFactsReader(SsprConnection connection)
{
    private readonly FactReading _reading = new(connection);

    public async Task<TenantFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var (policy, _) = await new SsprPolicyReader(connection).ReadFactsAsync(
            PolicyPart.Portal | PolicyPart.OnPremises | PolicyPart.Methods | PolicyPart.Authorization, withGroupName: true, cancellationToken).ConfigureAwait(false);
        var licenses = await _reading.ReadAsync(
            LicenseFactsReader.TenantSource,
            async () => (IReadOnlyList<LicenseFact>?)await new LicenseFactsReader(connection).ReadTenantAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return Of(policy, licenses.Value, await OrganizationAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The same from a policy that was read, or from one that would be after a change. No I/O.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="licenses">The tenant's licences; <see langword="null"/>: they could not be read.</param>
    /// <param name="organization">Its domains.</param>
    public static TenantFacts Of(PolicyFacts policy, IReadOnlyList<LicenseFact>? licenses, Fact<OrganizationFacts> organization)
    {
        PolicySetting Setting(string name) => PolicySettings.Make(PolicyCatalogue.Find(name)!, policy);
        return new TenantFacts
        {
            Scope = Value<SsprScope>(Setting(PolicyCatalogue.Scope)),
            SelectedGroup = Setting(PolicyCatalogue.SelectedGroup).Value as SelectedGroup,
            NumberOfMethodsRequired = Value<int>(Setting(PolicyCatalogue.NumberOfMethodsRequired)),
            MethodsAllowed = Allowed(policy),
            AdministratorResetAllowed = Value<bool>(Setting(PolicyCatalogue.AdminSsprEnabled)),
            HasCustomDomainOrSync = organization.Map(found => found.HasCustomDomainOrSync),
            Domains = organization.Map(found => found.Domains),
            Writeback = Value<bool>(Setting(PolicyCatalogue.PasswordWriteback)),
            Licenses = licenses,
        };
    }

    private static Fact<T> Value<T>(PolicySetting setting) => setting.Value is T value
        ? Fact<T>.Known(value, $"{setting.Source}", setting.AsOf)
        : Fact<T>.Unknown(setting.Remarks ?? "the service did not say.");

    /// <summary>Each method through the migration state; one that is on for some users only, or not known, is a perhaps.</summary>
    private static Fact<AllowedMethods> Allowed(PolicyFacts policy)
    {
        var sure = new HashSet<ResetMethod>();
        var perhaps = new HashSet<ResetMethod>();
        var known = false;
        var methods = policy.Methods;
        foreach (var method in LegacyMethod.All)
        {
            var (value, source, _) = MethodRules.Resolve(method, policy.Portal?.Value(method.LegacyField) as bool?, methods);
            known |= value is not null;
            var everyone = source != PolicySource.Graph || method.InMethodsPolicy(methods!).ForEveryone == true;
            if (value != false)
            {
                (value == true && everyone ? sure : perhaps).Add(KindOf(method));
            }
        }

        return known
            ? Fact<AllowedMethods>.Known(new AllowedMethods(sure, perhaps, methods?.Migration ?? MigrationState.Unknown), "SSPR policy and authentication methods policy", policy.AsOf)
            : Fact<AllowedMethods>.Unknown(policy.Reason(PolicyPart.Methods) ?? policy.Reason(PolicyPart.Portal) ?? "neither policy could be read.");
    }

    private static ResetMethod KindOf(LegacyMethod method) => method.Setting switch
    {
        "MobilePhone" => ResetMethod.MobilePhone,
        "OfficePhone" => ResetMethod.OfficePhone,
        "Email" => ResetMethod.Email,
        "SecurityQuestions" => ResetMethod.SecurityQuestions,
        "MobileAppNotification" => ResetMethod.AppNotification,
        _ => ResetMethod.AppCode,
    };

    private Task<Fact<OrganizationFacts>> OrganizationAsync(CancellationToken cancellationToken) => _reading.ReadAsync("organization", async () =>
    {
        var answer = await connection.Directory.Organization.GetAsync(
            request => request.QueryParameters.Select = ["id", "verifiedDomains", "onPremisesSyncEnabled"], cancellationToken).ConfigureAwait(false);
        var organization = answer?.Value is [{ VerifiedDomains: not null } only] ? only : throw new SsprException(
            SsprErrorId.UnexpectedAnswer, "The organization came without its domains.", "Run the command again.");
        var domains = organization.VerifiedDomains!.Where(domain => domain.Name is not null).ToList();
        return (OrganizationFacts?)new OrganizationFacts(
            organization.OnPremisesSyncEnabled == true || domains.Any(domain => !OrganizationFacts.IsInitial(domain.Name!)),
            domains.ToDictionary(domain => domain.Name!, domain => domain.Type, StringComparer.OrdinalIgnoreCase));
    });
}
