using SsprTools.Graph.Readiness;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>Holds a prediction against what the page did.</summary>
internal static class Comparison
{
    // The page's checks in their order (facts/graph.md 3.2): a refusal tells that all before were passed. Nobody here is blocked.
    private static readonly Gate[][] s_checks = [[Gate.Account, Gate.UserType], [Gate.Tenant, Gate.Scope, Gate.Administrator], [Gate.License], [Gate.Methods], [Gate.Writeback]];

    /// <summary>What is wrong between the two; <see langword="null"/>: nothing.</summary>
    public static string? Disagreement(UserReadiness prediction, PageAnswer page)
    {
        var gates = prediction.Gates.ToDictionary(gate => gate.Gate);
        Gate? refused = page.IsOffered ? null : RefusedBy(page);
        var passed = s_checks.TakeWhile(check => refused is not { } gate || !check.Contains(gate)).SelectMany(check => check).Select(gate => gates[gate]);
        return true switch
        {
            _ when prediction.Verdict == Verdict.Pass && !page.IsOffered => "Pass, and the page refuses",
            _ when page.IsOffered && page.Methods.Count < page.Gates => "the page offers fewer methods than it asks for",
            _ when prediction.Verdict == Verdict.Fail && page.IsOffered => "Fail, and the page offers the reset",
            _ when passed.FirstOrDefault(gate => gate.Verdict == Verdict.Fail) is { } wrong => $"{wrong.Rule} fails, and the page went past it",
            _ when refused is null => null,
            _ when gates[refused.Value] is { } here && (here.Verdict == Verdict.Pass || here.CoveredByReport) => $"{here.Rule} passes, and the page refuses there",
            _ when gates[refused.Value].SsprCode is { } code && page.Code is not null && code != page.Code => $"{gates[refused.Value].Rule} says {code}, the page {page.Code}",
            _ => null,
        };
    }

    private static Gate RefusedBy(PageAnswer page) => page.Code switch
    {
        "SSPR_0009" => Gate.Administrator,
        "SSPR_0011" => Gate.Tenant,
        "SSPR_0013" => Gate.Scope,
        "SSPR_0012" => Gate.License,
        "SSPR_0014" => Gate.Methods,
        "SSPR_0010" or "SSPR_0030" => Gate.Writeback,
        null when page.Words.Contains("blocked from signing in", StringComparison.Ordinal) => Gate.Account,
        null when page.Words.Contains("home organization or account provider", StringComparison.Ordinal) => Gate.UserType,
        _ => throw new InvalidOperationException($"No gate stands for what the page said: {page}"),
    };
}
