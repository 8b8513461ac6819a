using System.Text.Json.Nodes;
using SsprTools.Graph.Readiness;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>One user: the facts as they were seeded, the prediction, the page.</summary>
internal sealed record Case(int Tenant, JsonObject Policy, string User, JsonObject Facts, UserReadiness Prediction, PageAnswer Page)
{
    private GateVerdict Methods => Prediction.Gates.Single(gate => gate.Gate == Gate.Methods);

    public string? Disagreement => Comparison.Disagreement(Prediction, Page);

    /// <summary>All that is needed to judge who is wrong.</summary>
    public string Describe() => $"""
        tenant {Tenant}, {User}: {Disagreement}
          page {Page}
          verdict {Prediction.Verdict}: {string.Join("; ", Prediction.Gates.Where(gate => gate.Verdict != Verdict.Pass).Select(gate => $"{gate.Rule}{(gate.CoveredByReport ? " (covered by the report)" : "")}: {gate.Reason}"))}
          methods {Methods.Rule}: {string.Join("; ", Methods.Evidence)}
          user {Facts.ToJsonString()}
          tenant {Policy.ToJsonString()}
        """;
}
