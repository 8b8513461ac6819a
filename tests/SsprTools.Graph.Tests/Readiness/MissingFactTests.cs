using FsCheck;
using FsCheck.Fluent;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>The worst bug would be a false Pass: whatever facts are taken away, no gate that did not pass passes.</summary>
public sealed class MissingFactTests
{
    private static readonly (string Key, string[] Values)[] s_facts =
    [
        ("account", ["enabled", "enabled", "enabled", "disabled", "unsaid", "none"]),
        ("home", [.. Enum.GetNames<AccountHome>()]),
        ("synced", ["no", "yes"]),
        ("federated", ["no", "yes"]),
        ("licence", ["P1", "P1", "BusinessStandard", "OfficeE3", "none", "P1Pending", "P1Suspended"]),
        ("skus", ["yes"]),
        ("scope", ["None", "Selected", "All"]),
        ("inGroup", ["yes", "no"]),
        ("required", ["1", "2"]),
        ("allowed", ["MobilePhone,Email", "AppNotification,AppCode", "AppCode,Email,SecurityQuestions", "none"]),
        ("perhaps", ["none", "MobilePhone", "AppNotification,OfficePhone"]),
        ("migration", ["PreMigration", "InProgress", "Complete"]),
        ("held", ["Password", "MobilePhone", "MobilePhone,Email", "MicrosoftAuthenticator", "SoftwareOath,OfficePhone", "Other", "OfficePhoneExtension"]),
        ("texts", ["yes", "yes", "no"]),
        ("contact", ["none", "Email", "MobilePhone,OfficePhone"]),
        ("questions", ["no", "yes"]),
        ("admin", ["no", "no", "yes"]),
        ("adminAllowed", ["yes", "no"]),
        ("custom", ["yes", "no"]),
        ("writeback", ["on", "off"]),
        ("lastWriteback", ["none", "2", "48"]),
        ("block", ["none", "1", "25"]),
        ("report", ["norow", "none", "mobilePhone", "mobilePhone,email"]),
        ("capable", ["no", "yes"]),
        ("reportAge", ["3", "30", "-30"]),
    ];

    // What a service may refuse to tell; the rest is part of another fact.
    private static readonly HashSet<string> s_removable =
    [
        "account", "home", "federated", "licence", "skus", "scope", "inGroup", "required", "allowed", "texts", "held", "contact", "questions", "admin", "adminAllowed", "custom",
        "writeback", "lastWriteback", "block", "report",
    ];

    private static readonly Gen<(int[] Choice, bool[] Removed)> s_worlds =
        from choice in Gen.CollectToArray(s_facts.Select(fact => Gen.Choose(0, fact.Values.Length - 1)))
        from rarity in Gen.Choose(1, 12)
        from removed in Gen.CollectToArray(s_facts.Select(_ => Gen.Choose(0, rarity).Select(number => number == 0)))
        select (choice, removed);

    [Fact]
    public void Taking_facts_away_never_makes_a_gate_pass() => Holds((before, after) =>
        before.Gates.Zip(after.Gates).All(pair => pair.First.Verdict == Verdict.Pass || pair.Second.Verdict != Verdict.Pass));

    /// <summary>
    /// The whole verdict neither; but a Pass for which a fresh report stands in says so, and is as good as that report.
    /// </summary>
    [Fact]
    public void Taking_facts_away_never_makes_the_whole_pass_unless_a_report_stands_in_and_is_named() => Holds((before, after) =>
        before.Verdict == Verdict.Pass || after.Verdict != Verdict.Pass
            || after.Gates.Any(gate => gate.CoveredByReport && gate.Evidence.Any(text => text.Contains("registration report", StringComparison.Ordinal))));

    [Fact]
    public void Without_a_report_there_is_no_exception() => Holds(
        (before, after) => before.Verdict == Verdict.Pass || after.Verdict != Verdict.Pass,
        facts => facts with { ReportRow = Facts.Unknown<RegistrationRow>() });

    /// <summary>A world without any fact is unknown at every gate.</summary>
    [Fact]
    public void Without_any_fact_nothing_passes_and_nothing_fails()
    {
        var result = ReadinessRules.Judge(Situation.Facts(string.Join(' ', s_removable.Select(key => $"{key}=?"))));

        Assert.All(result.Gates, gate => Assert.Equal(Verdict.Unknown, gate.Verdict));
        Assert.Equal(Verdict.Unknown, result.Verdict);
    }

    /// <summary>The generator reaches passes, fails and unknowns, or the properties would hold of nothing.</summary>
    [Fact]
    public void The_worlds_are_not_all_alike()
    {
        var results = s_worlds.Sample(3000).Select(world => ReadinessRules.Judge(Situation.Facts(Words(world.Choice, null)))).ToList();

        Assert.Equal(3, results.Select(result => result.Verdict).Distinct().Count());
        Assert.All(Enum.GetValues<Gate>(), gate => Assert.True(
            results.SelectMany(result => result.Gates).Where(found => found.Gate == gate).Select(found => found.Verdict).Distinct().Count() > 1, $"{gate}"));
    }

    private static void Holds(Func<UserReadiness, UserReadiness, bool> property, Func<UserFacts, UserFacts>? change = null)
    {
        change ??= facts => facts;
        Prop.ForAll(s_worlds.ToArbitrary(), world => property(
                ReadinessRules.Judge(change(Situation.Facts(Words(world.Choice, null)))),
                ReadinessRules.Judge(change(Situation.Facts(Words(world.Choice, world.Removed))))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static string Words(int[] choice, bool[]? removed) => string.Join(' ', s_facts.Select((fact, index) =>
        $"{fact.Key}={(removed?[index] == true && s_removable.Contains(fact.Key) ? "?" : fact.Values[choice[index]])}"));
}
