using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Directory;

/// <summary>Reads licences. Permission: LicenseAssignment.Read.All.</summary>
public sealed class LicenseFactsReader(SsprConnection connection)
{
    public const string TenantSource = "Graph GET /subscribedSkus";
    public const string UserSource = "Graph GET /users/{id}/licenseDetails";

    /// <summary>The tenant's licences, whole.</summary>
    public async Task<IReadOnlyList<LicenseFact>> ReadTenantAsync(CancellationToken cancellationToken)
    {
        var request = connection.Directory.SubscribedSkus;
        var facts = new List<LicenseFact>();
        for (var page = await request.GetAsync(null, cancellationToken).ConfigureAwait(false); page is not null;
            page = page.OdataNextLink is { } next ? await request.WithUrl(next).GetAsync(null, cancellationToken).ConfigureAwait(false) : null)
        {
            facts.AddRange((page.Value ?? throw Unreadable(TenantSource)).Select(FromGraph));
        }

        return facts;
    }

    /// <summary>The licences of a user, whole.</summary>
    /// <param name="identity">UPN or object id.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/></exception>
    public async Task<IReadOnlyList<LicenseFact>> ReadUserAsync(string identity, CancellationToken cancellationToken)
    {
        var request = connection.Directory.Users[identity].LicenseDetails;
        var facts = new List<LicenseFact>();
        try
        {
            for (var page = await request.GetAsync(null, cancellationToken).ConfigureAwait(false); page is not null;
                page = page.OdataNextLink is { } next ? await request.WithUrl(next).GetAsync(null, cancellationToken).ConfigureAwait(false) : null)
            {
                facts.AddRange((page.Value ?? throw Unreadable(UserSource)).Select(FromGraph));
            }
        }
        catch (GraphException error) when (error.Error.Status == 404)
        {
            throw UserDirectory.NotFound(identity);
        }

        return facts;
    }

    /// <summary>When what was just read was so, by the service's clock.</summary>
    public DateTimeOffset Now => connection.Clock.Now;

    private static LicenseFact FromGraph(SubscribedSku sku) => new()
    {
        SkuId = sku.SkuId,
        SkuPartNumber = sku.SkuPartNumber,
        CapabilityStatus = sku.CapabilityStatus,
        AppliesTo = sku.AppliesTo,
        EnabledUnits = sku.PrepaidUnits?.Enabled,
        ConsumedUnits = sku.ConsumedUnits,
        Plans = [.. (sku.ServicePlans ?? []).Select(FromGraph)],
    };

    private static LicenseFact FromGraph(LicenseDetails license) => new()
    {
        SkuId = license.SkuId,
        SkuPartNumber = license.SkuPartNumber,
        Plans = [.. (license.ServicePlans ?? []).Select(FromGraph)],
    };

    private static ServicePlanFact FromGraph(ServicePlanInfo plan) => new(plan.ServicePlanId, plan.ServicePlanName, plan.ProvisioningStatus);

    private static SsprException Unreadable(string source) => new(
        SsprErrorId.UnexpectedAnswer,
        $"The answer to {source} came without its rows.",
        "Run the command again; if it stays so, report it with the -Verbose output.",
        source);
}
