using System.Globalization;
using SsprTools.Sandbox.Budgets;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The 429 and 503 bodies (graph.md 5.5).</summary>
internal static class Throttling
{
    public static GraphError TooMany(string? retryAfter) => new(
        429, "TooManyRequests",
        "Too many requests from Identifier:sandbox under category:aadgraph.app.tenant_large. Please try again later.")
    {
        Headers = RetryAfter(retryAfter),
    };

    /// <summary>A budget is used up: whole seconds to wait, and for the directory's budgets which one it was (graph.md 1.14).</summary>
    public static GraphError OverBudget(TimeSpan wait, string budget)
    {
        GraphError error = TooMany(((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        if (budget == BudgetSet.Reports)
        {
            return error;
        }

        string information = budget == BudgetSet.ResourceUnits ? "ResourceUnitLimitExceeded" : "WriteLimitExceeded";
        return new GraphError(error.Status, error.Code, error.Message)
        {
            Headers = new Dictionary<string, string>(error.Headers) { ["x-ms-throttle-information"] = information },
        };
    }

    public static GraphError Unavailable(string? retryAfter) =>
        new(503, "serviceNotAvailable", "Service unavailable") { Headers = RetryAfter(retryAfter) };

    private static Dictionary<string, string> RetryAfter(string? value) => value is null ? [] : new() { ["Retry-After"] = value };
}
