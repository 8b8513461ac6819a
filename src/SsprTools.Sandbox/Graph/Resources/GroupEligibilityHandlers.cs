using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>PIM for Groups: who may become a member of a group. Microsoft's page asks for a filter by group or by principal.</summary>
internal sealed class GroupEligibilityHandlers(Service service)
{
    private const string Path = "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";

    private static readonly Shape<GroupEligibility> s_shape = new("privilegedAccessGroupEligibilityScheduleInstance",
    [
        new("id", item => item.Id.ToString()),
        new("startDateTime", item => item.CreatedDateTime),
        new("endDateTime", _ => null),
        new("accessId", item => item.AccessId),
        new("eligibilityScheduleId", item => item.Id.ToString()),
        new("groupId", item => item.GroupId.ToString()),
        new("memberType", _ => "direct"),
        new("principalId", item => item.PrincipalId.ToString()),
    ]);

    private static readonly QueryRules s_rules = new()
    {
        Filter = new Dictionary<string, string> { ["groupId"] = "eq", ["principalId"] = "eq", ["accessId"] = "eq" },
    };

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", Path, Permissions.GroupEligibilityRead, List) { Options = ["$select", "$filter", "$top", "$skiptoken"] };
        yield return new GraphRoute("GET", Path + "/{id}", Permissions.GroupEligibilityRead, Get) { Options = ["$select"] };
    }

    /// <summary>PIM is part of P2 and Governance; whether a read without them is refused or empty is not known.</summary>
    public static void RequireP2(Service service)
    {
        if (service.Switches.PimNeedsP2 && !service.Store.Current.Info.Skus.Any(sku => sku.HasPlan(ProductCatalog.PremiumP2.Id)))
        {
            throw new GraphError(
                400, "AadPremiumLicenseRequired", "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.");
        }
    }

    private GraphResult List(GraphRequest request)
    {
        RequireP2(service);
        string filter = request.Query["$filter"] ?? "";
        return filter.Contains("groupId", StringComparison.Ordinal) || filter.Contains("principalId", StringComparison.Ordinal)
            ? service.Listing.Page(request, new ListSource<GroupEligibility>(request.State.GroupEligibilities, s_shape, s_rules, Path)
            {
                Version = request.State.Version,
            })
            : throw Errors.InvalidQuery("The required parameters groupId or principalId are missing in the filter.");
    }

    private GraphResult Get(GraphRequest request)
    {
        RequireP2(service);
        GroupEligibility found = request.State.GroupEligibilities.FirstOrDefault(item => item.Id.ToString() == request["id"]) ?? throw Errors.NotFound(request["id"]);
        ParsedQuery<GroupEligibility> query = ParsedQuery<GroupEligibility>.Of(request, s_shape, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => s_shape.WriteEntity(writer, found, $"{request.Root}/$metadata#{Path}/$entity", query.Select));
    }
}
