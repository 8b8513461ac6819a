using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Products, organization, domains (graph.md 1.4, 1.5).</summary>
internal sealed class TenantHandlers(Service service)
{
    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "subscribedSkus", Permissions.SkusRead, Skus) { Options = ["$select"] };
        yield return new GraphRoute("GET", "subscribedSkus/{id}", Permissions.SkusRead, Sku) { Options = ["$select"] };
        yield return new GraphRoute("GET", "organization", Permissions.OrganizationRead, Organizations) { Options = ["$select"] };
        yield return new GraphRoute("GET", "organization/{id}", Permissions.OrganizationRead, Organization) { Options = ["$select"] };
        yield return new GraphRoute("GET", "domains", Permissions.DomainsRead, Domains) { Options = ["$select", "$top"] };
        yield return new GraphRoute("GET", "domains/{id}", Permissions.DomainsRead, GetDomain) { Options = ["$select"] };
        yield return new GraphRoute("PATCH", "domains/{id}", Permissions.DomainsWrite, UpdateDomain);
    }

    private GraphResult Skus(GraphRequest request) => service.Listing.Page(request, new ListSource<Sku>(
        request.State.Info.Skus, SkuShape(request), QueryRules.None, "subscribedSkus"));

    private GraphResult Sku(GraphRequest request)
    {
        Shape<Sku> shape = SkuShape(request);
        Sku sku = request.State.Info.Skus.FirstOrDefault(item => (string?)shape.Get(item, "id") == request["id"]) ?? throw Errors.NotFound(request["id"]);
        return Single(request, sku, shape, "subscribedSkus");
    }

    private Shape<Sku> SkuShape(GraphRequest request) =>
        LicenseShapes.Sku(request.State, service.Faults.Take(FaultNames.LicencePlanDisabled, request.Path));

    private GraphResult Organizations(GraphRequest request) => service.Listing.Page(request, new ListSource<TenantInfo>(
        [request.State.Info], TenantShapes.Organization, QueryRules.None, "organization"));

    private static GraphResult Organization(GraphRequest request) =>
        Guid.TryParse(request["id"], out Guid id) && id == request.State.Info.Id
            ? Single(request, request.State.Info, TenantShapes.Organization, "organization")
            : throw Errors.NotFound(request["id"]);

    private GraphResult Domains(GraphRequest request) => service.Listing.Page(request, new ListSource<Domain>(
        request.State.Info.Domains, TenantShapes.Domain, QueryRules.None, "domains"));

    private static GraphResult GetDomain(GraphRequest request) => Single(request, FindDomain(request), TenantShapes.Domain, "domains");

    private GraphResult UpdateDomain(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "domain");
        Domain domain = FindDomain(request);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Name is not ("passwordValidityPeriodInDays" or "passwordNotificationWindowInDays"))
            {
                throw Errors.BadRequest($"Property '{property.Name}' is read-only and cannot be set.");
            }
        }

        service.Store.UpdateDomain(info => info with
        {
            Domains = [.. info.Domains.Select(old => old.Name != domain.Name ? old : old with
            {
                PasswordValidityPeriodInDays = body.Number("passwordValidityPeriodInDays") ?? old.PasswordValidityPeriodInDays,
                PasswordNotificationWindowInDays = body.Number("passwordNotificationWindowInDays") ?? old.PasswordNotificationWindowInDays,
            })],
        });
        return GraphResult.NoContent;
    }

    private static Domain FindDomain(GraphRequest request) =>
        request.State.Info.Domains.FirstOrDefault(domain => domain.Name.Equals(request["id"], StringComparison.OrdinalIgnoreCase))
        ?? throw Errors.NotFound(request["id"]);

    private static GraphResult Single<T>(GraphRequest request, T item, Shape<T> shape, string set)
    {
        ParsedQuery<T> query = ParsedQuery<T>.Of(request, shape, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => shape.WriteEntity(writer, item, $"{request.Root}/$metadata#{set}/$entity", query.Select));
    }
}
