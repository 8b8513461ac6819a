namespace SsprTools.Graph.Http;

/// <summary>What a request takes from the service's budgets. Source: facts/graph.md 1.14.</summary>
/// <param name="Reports">Requests to reports and logs.</param>
/// <param name="Writes">Changes in the directory.</param>
/// <param name="Units">Resource units of the directory.</param>
// No struct: .NET 8 cannot load one that has a static member of a generic type over itself.
internal sealed record RequestCost(int Reports, int Writes, int Units)
{
    /// <summary>Set on a <c>$batch</c>, whose requests count one by one.</summary>
    public static readonly HttpRequestOptionsKey<RequestCost> Option = new("SsprTools.Cost");

    private static readonly string[] s_questions = ["/checkMemberGroups", "/checkMemberObjects", "/getMemberGroups", "/getMemberObjects", "/getByIds"];

    public static RequestCost operator +(RequestCost left, RequestCost right) => new(left.Reports + right.Reports, left.Writes + right.Writes, left.Units + right.Units);

    public static RequestCost Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Option, out var cost) ? cost : Of(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query);

    public static RequestCost Of(IEnumerable<BatchStep> steps) => steps.Aggregate(new RequestCost(0, 0, 0), (sum, step) => sum + Of(step));

    public static RequestCost Of(BatchStep step)
    {
        var question = step.Url.IndexOf('?', StringComparison.Ordinal);
        return Of(step.Method, step.Path, question < 0 ? "" : step.Url[question..]);
    }

    public static RequestCost Of(string method, string path, string query)
    {
        if (path.Contains("/auditLogs/", StringComparison.OrdinalIgnoreCase) || path.Contains("/reports/", StringComparison.OrdinalIgnoreCase))
        {
            return new(1, 0, 0);
        }

        if (!RetryRules.IsRead(method))
        {
            return new(0, s_questions.Any(action => path.EndsWith(action, StringComparison.OrdinalIgnoreCase)) ? 0 : 1, 1);
        }

        var text = Uri.UnescapeDataString(query);
        var units = BaseUnits(path);
        units -= text.Contains("$select=", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        units += text.Contains("$expand=", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        units -= Top(text) is < 20 ? 1 : 0;
        return new(0, 0, Math.Max(1, units));
    }

    private static int BaseUnits(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool Has(string name) => segments.Contains(name, StringComparer.OrdinalIgnoreCase);
        return Has("transitiveMembers") ? 5
            : Has("members") || Has("subscribedSkus") ? 3
            : Has("memberOf") || Has("transitiveMemberOf") || Has("licenseDetails") ? 2
            : segments is [_, var only] && string.Equals(only, "users", StringComparison.OrdinalIgnoreCase) ? 2
            : 1;
    }

    private static int? Top(string query)
    {
        var at = query.IndexOf("$top=", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && int.TryParse(query[(at + 5)..].Split('&')[0], out var top) ? top : null;
    }
}
