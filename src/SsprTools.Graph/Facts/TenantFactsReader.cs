using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>Reads what the gates need to know of the tenant.</summary>
internal sealed class TenantFactsReader(SsprConnection connection)
{
    private readonly FactReading _reading = new(connection);

    public async Task<TenantFacts> ReadAsync(CancellationToken cancellationToken)
    {
        // Side by side, for whoever asks about one user waits for all of them.
        var policy = new SsprPolicyReader(connection).ReadFactsAsync(
            PolicyPart.Portal | PolicyPart.OnPremises | PolicyPart.Methods | PolicyPart.Authorization, withGroupName: true, cancellationToken);
        var licenses = _reading.ReadAsync(
            LicenseFactsReader.TenantSource,
            async () => (IReadOnlyList<LicenseFact>?)await new LicenseFactsReader(connection).ReadTenantAsync(cancellationToken).ConfigureAwait(false));
        var organization = OrganizationAsync(cancellationToken);
        await Task.WhenAll(policy, licenses, organization).ConfigureAwait(false);
        var (read, _) = await policy.ConfigureAwait(false);
        var found = await organization.ConfigureAwait(false);
        return new TenantFacts
        {
            Read = read,
            Policy = ResetPolicies.Of(read, TelecomEnd.At(connection.Clock.Now, connection.Cloud.Name is "Global" or "Sandbox")),
            HasCustomDomainOrSync = found.Map(facts => facts.HasCustomDomainOrSync),
            Domains = found.Map(facts => facts.Domains),
            Licenses = (await licenses.ConfigureAwait(false)).Value,
        };
    }

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
