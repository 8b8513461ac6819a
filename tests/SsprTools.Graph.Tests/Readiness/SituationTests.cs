using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>The table of situations against the rules, gate by gate; and that the table leaves no rule out.</summary>
public sealed class SituationTests
{
    public static TheoryData<string> Names => [.. Situation.All.Select(situation => situation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_gate_says_what_the_facts_say(string name)
    {
        var situation = Situation.All.Single(found => found.Name == name);

        var result = ReadinessRules.Judge(situation.ToFacts());

        foreach (var gate in result.Gates.Where(gate => gate.Decides || situation.Gates.ContainsKey($"{gate.Gate}")))
        {
            Assert.True(situation.Gates.GetValueOrDefault($"{gate.Gate}", "Pass") == Word(gate), $"{name}: {gate.Gate} is {Word(gate)}: {gate.Reason}");
            Assert.NotEmpty(gate.Reason);
            Assert.True(gate.Verdict != Verdict.Pass || gate.Evidence.Count > 0, $"{name}: {gate.Gate} passes without evidence.");
            Assert.True(gate.Verdict != Verdict.Fail || gate.NextStep.Length > 0, $"{name}: {gate.Gate} fails without a next step.");
        }

        Assert.Equal(situation.Overall, result.Verdict);
    }

    [Fact]
    public void There_are_enough_situations_and_each_has_its_source()
    {
        Assert.True(Situation.All.Count >= 80, $"Only {Situation.All.Count}.");
        Assert.Equal(Situation.All.Count, Situation.All.Select(situation => situation.Name).Distinct().Count());
        Assert.All(Situation.All, situation => Assert.Matches(@"^[1-3]\.\d+$", situation.Source));
    }

    /// <summary>The table of rules is what the gates go by: each rule is met in a situation, and each verdict is its rule's.</summary>
    [Fact]
    public void Every_rule_is_met_and_says_what_its_row_says()
    {
        var met = Situation.All.SelectMany(situation => ReadinessRules.Judge(situation.ToFacts()).Gates).ToList();
        var rules = ReadinessRules.Table.ToDictionary(rule => rule.Id);

        Assert.Empty(rules.Keys.Except(met.Select(gate => gate.Rule)));
        Assert.All(met, gate =>
        {
            Assert.Equal(rules[gate.Rule].Verdict, gate.Verdict);
            Assert.Equal(rules[gate.Rule].SsprCode, gate.SsprCode);
            Assert.Equal(rules[gate.Rule].Source, gate.RuleSource);
        });
    }

    private static string Word(GateVerdict gate) => gate.CoveredByReport ? "Covered" : gate.SsprCode is { } code ? $"{gate.Verdict}:{code}" : $"{gate.Verdict}";
}
