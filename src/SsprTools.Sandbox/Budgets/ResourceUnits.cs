using System.Globalization;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;

namespace SsprTools.Sandbox.Budgets;

/// <summary>What a request to the directory costs (graph.md 1.14).</summary>
internal static class ResourceUnits
{
    public static int Of(GraphRoute route, RawQuery query)
    {
        int cost = route.Method == "GET" ? Base(route.Template) : 1;
        cost -= query["$select"] is null ? 0 : 1;
        cost += query["$expand"] is null ? 0 : 1;
        cost -= int.TryParse(query["$top"], NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top < 20 ? 1 : 0;
        return Math.Max(1, cost);
    }

    public static bool IsWrite(GraphRoute route) =>
        route.Method != "GET" && !route.Template.EndsWith("/checkMemberGroups", StringComparison.Ordinal);

    // A count and a cast cost what the collection costs.
    private static int Base(string template) => Collection(template) switch
    {
        "users" => 2,
        "subscribedSkus" => 3,
        "groups/{id}/members" => 3,
        "groups/{id}/transitiveMembers" => 5,
        string other when Ends(other, "/memberOf") || Ends(other, "/transitiveMemberOf") || Ends(other, "/licenseDetails") => 2,
        _ => 1,
    };

    private static string Collection(string template)
    {
        int slash = template.LastIndexOf('/');
        string last = template[(slash + 1)..];
        return slash > 0 && (last == "$count" || last.StartsWith("microsoft.graph.", StringComparison.Ordinal)) ? template[..slash] : template;
    }

    private static bool Ends(string template, string tail) => template.EndsWith(tail, StringComparison.Ordinal);
}
