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
    private const string NumberOfMethods = "NumberOfMethodsRequired";
    private const string Writeback = "PasswordWriteback";

    private static readonly HashSet<string> s_settings =
    [
        PolicyCatalogue.Scope, PolicyCatalogue.SelectedGroup, NumberOfMethods, Writeback, PolicyCatalogue.AdminSsprEnabled,
        .. LegacyMethod.All.Select(method => method.LegacySetting),
    ];

    private readonly FactReading _reading = new(connection);

    public async Task<TenantFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var policy = await new SsprPolicyReader(connection).ReadAsync(definition => s_settings.Contains(definition.Setting), cancellationToken).ConfigureAwait(false);
        var methods = await _reading.ReadAsync(
            "authentication methods policy",
            async () => (MethodsPolicyFacts?)await new MethodsPolicyReader(connection).ReadAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var licenses = await _reading.ReadAsync(
            LicenseFactsReader.TenantSource,
            async () => (IReadOnlyList<LicenseFact>?)await new LicenseFactsReader(connection).ReadTenantAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var organization = await OrganizationAsync(cancellationToken).ConfigureAwait(false);
        var settings = policy.Settings.ToDictionary(setting => setting.Setting);
        return new TenantFacts
        {
            Scope = Value<SsprScope>(settings[PolicyCatalogue.Scope]),
            SelectedGroup = settings[PolicyCatalogue.SelectedGroup].Value as SelectedGroup,
            NumberOfMethodsRequired = Value<int>(settings[NumberOfMethods]),
            MethodsAllowed = Allowed(settings, methods),
            AdministratorResetAllowed = Value<bool>(settings[PolicyCatalogue.AdminSsprEnabled]),
            HasCustomDomainOrSync = organization.Map(found => found.HasCustomDomainOrSync),
            Domains = organization.Map(found => found.Domains),
            Writeback = Value<bool>(settings[Writeback]),
            Licenses = licenses.Value,
        };
    }

    private static Fact<T> Value<T>(PolicySetting setting) => setting.Value is T value
        ? Fact<T>.Known(value, $"{setting.Source}", setting.AsOf)
        : Fact<T>.Unknown(setting.Remarks ?? "the service did not say.");

    /// <summary>Each method through the migration state; one that is on for some users only, or not known, is a perhaps.</summary>
    private Fact<AllowedMethods> Allowed(Dictionary<string, PolicySetting> settings, Fact<MethodsPolicyFacts> methods)
    {
        var sure = new HashSet<ResetMethod>();
        var perhaps = new HashSet<ResetMethod>();
        var known = false;
        foreach (var method in LegacyMethod.All)
        {
            var legacy = settings[method.LegacySetting].Value as bool?;
            var (value, source, _) = MethodRules.Resolve(method, legacy, methods.Value);
            known |= value is not null;
            var everyone = source != PolicySource.Graph || method.InMethodsPolicy(methods.Value!).ForEveryone == true;
            if (value != false)
            {
                (value == true && everyone ? sure : perhaps).Add(KindOf(method));
            }
        }

        return known
            ? Fact<AllowedMethods>.Known(new AllowedMethods(sure, perhaps, methods.Value?.Migration ?? MigrationState.Unknown), "SSPR policy and authentication methods policy", connection.Clock.Now)
            : Fact<AllowedMethods>.Unknown(methods.WhyUnknown ?? settings[LegacyMethod.All[0].LegacySetting].Remarks ?? "neither policy could be read.");
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
