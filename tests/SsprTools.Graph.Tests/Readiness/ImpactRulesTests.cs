using FsCheck;
using FsCheck.Fluent;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>The impact of a change is the difference of the verdicts before and after it.</summary>
public sealed class ImpactRulesTests
{
    [Theory]
    // What the user is like, what the policy becomes, what that does.
    [InlineData("", "required=2", Impact.Loses, "Methods.TooFew")]
    [InlineData("required=2", "required=1", Impact.Gains, "Methods.TooFew")]
    [InlineData("held=MobilePhone,Email", "required=2", Impact.Unaffected, "Methods.Enough")]
    [InlineData("held=Password", "required=2", Impact.StillCannot, "Methods.TooFew")]
    [InlineData("", "allowed=Email", Impact.Loses, "Methods.TooFew")]
    [InlineData("held=Email allowed=MobilePhone", "allowed=Email", Impact.Gains, "Methods.TooFew")]
    [InlineData("", "scope=None", Impact.Loses, "Tenant.Off")]
    [InlineData("inGroup=no", "scope=All", Impact.Gains, "Scope.NotInGroup")]
    [InlineData("scope=None", "scope=All", Impact.Gains, "Tenant.Off")]
    [InlineData("", "scope=Selected group=other in=no", Impact.Loses, "Scope.NotInGroup")]
    [InlineData("inGroup=no", "scope=Selected group=other in=yes", Impact.Gains, "Scope.NotInGroup")]
    [InlineData("", "scope=Selected group=other in=?", Impact.Unknown, "Scope.NotKnown")]
    [InlineData("admin=yes held=MobilePhone,Email", "adminAllowed=no", Impact.Loses, "Administrator.NotAllowed")]
    [InlineData("", "adminAllowed=no", Impact.Unaffected, "Administrator.NotAdministrator")]
    [InlineData("admin=yes held=MobilePhone,Email", "scope=None", Impact.Unaffected, "Scope.Administrator")]
    [InlineData("synced=yes writeback=on lastWriteback=2", "writeback=off", Impact.Loses, "Writeback.Off")]
    [InlineData("synced=yes", "writeback=on", Impact.Unknown, "Writeback.OnNotSeen")]
    [InlineData("", "writeback=on", Impact.Unaffected, "Writeback.CloudUser")]
    // 2027-02-01
    [InlineData("", "texts=no", Impact.Loses, "Methods.TooFew")]
    [InlineData("held=MobilePhone,Email", "texts=no", Impact.Unaffected, "Methods.Enough")]
    [InlineData("held=MobilePhone,Email required=2", "texts=no", Impact.Loses, "Methods.TooFew")]
    [InlineData("admin=yes held=MobilePhone,Email", "texts=no", Impact.Loses, "Methods.AdministratorTooFew")]
    [InlineData("contact=Email", "texts=no", Impact.Unaffected, "Methods.Enough")]
    [InlineData("contact=?", "texts=no", Impact.Unknown, "Methods.Doubt")]
    // What is not the policy's is held fixed: known to fail, nothing is lost; not known, it does not matter.
    [InlineData("licence=none", "texts=no", Impact.StillCannot, "License.NoCloudReset")]
    [InlineData("account=disabled", "texts=no", Impact.StillCannot, "Account.Disabled")]
    [InlineData("licence=?", "texts=no", Impact.Loses, "Methods.TooFew")]
    [InlineData("block=1", "texts=no", Impact.Loses, "Methods.TooFew")]
    [InlineData("scope=?", "texts=no", Impact.Unknown, "Tenant.NotKnown")]
    [InlineData("inGroup=no", "texts=no", Impact.StillCannot, "Scope.NotInGroup")]
    [InlineData("scope=?", "", Impact.Unaffected, "None")]
    // A fresh report stands in for the scope before and after a change of something else.
    [InlineData("scope=? report=mobilePhone capable=yes", "texts=no", Impact.Loses, "Methods.TooFew")]
    public void Each_change_does_to_each_user_what_the_rules_say(string user, string change, Impact expected, string rule)
    {
        var result = Judge(Situation.Facts(user), change);

        Assert.True(expected == result.Impact, $"{result.Impact} {result.Rule}: {result.Reason}");
        Assert.Equal(rule, result.Rule);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public void Whoever_loses_is_told_what_to_register()
    {
        var result = Judge(Situation.Facts("allowed=MobilePhone,Email,AppNotification,AppCode"), "texts=no allowed=MobilePhone,Email,AppNotification,AppCode");

        Assert.Equal(1, result.MissingMethods);
        Assert.Equal(["email", "authenticator app"], result.MustRegister);
        Assert.Contains("2027-02-01", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_everything_is_known_the_impact_is_the_difference_of_the_verdicts() => Prop.ForAll(Worlds.ToArbitrary(), world =>
    {
        var facts = Situation.Facts(world.User);
        var result = Judge(facts, world.Change);
        var (before, after) = (Verdicts(facts), Verdicts(After(facts, world.Change)));
        return (before, after) switch
        {
            (Verdict.Pass, Verdict.Fail) => result.Impact == Impact.Loses,
            (Verdict.Fail, Verdict.Pass) => result.Impact == Impact.Gains,
            (Verdict.Pass, Verdict.Pass) => result.Impact == Impact.Unaffected,
            (Verdict.Fail, Verdict.Fail) => result.Impact is Impact.StillCannot or Impact.Unaffected,
            _ => true,
        };
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void A_change_and_its_reverse_mirror_each_other() => Prop.ForAll(Worlds.ToArbitrary(), world =>
    {
        var facts = Situation.Facts(world.User);
        var there = Judge(facts, world.Change);
        var changed = After(facts, world.Change);
        var back = ImpactRules.Judge(changed, PolicyOf(changed, world.Change.Contains("group=", StringComparison.Ordinal)), PolicyOf(facts, false), facts.InSelectedGroup, "test");
        return there.Impact switch
        {
            Impact.Loses => back.Impact == Impact.Gains,
            Impact.Gains => back.Impact == Impact.Loses,
            _ => back.Impact is not (Impact.Loses or Impact.Gains),
        };
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Counts_add_up_and_name_their_reasons()
    {
        var count = new ImpactCount();
        foreach (var user in new[] { "", "", "held=Email", "held=Password", "contact=?" })
        {
            count.Add(Judge(Situation.Facts(user), "texts=no"));
        }

        Assert.Equal((2, 0, 1, 1, 1, 5), (count.Loses, count.Gains, count.Unknown, count.Unaffected, count.StillCannot, count.Total));
        Assert.Contains(count.ByReason, reason => reason is { Impact: Impact.Loses, Rule: "Methods.TooFew", Count: 2 });
        Assert.Equal(count.Total, count.ByReason.Sum(reason => reason.Count));
    }

    private static Gen<(string User, string Change)> Worlds { get; } =
        from user in Gen.CollectToArray(new[]
        {
            Gen.Elements("scope=None", "scope=Selected", "scope=All"), Gen.Elements("inGroup=yes", "inGroup=no"), Gen.Elements("required=1", "required=2"),
            Gen.Elements("allowed=MobilePhone,Email", "allowed=AppNotification,AppCode,Email", "allowed=none"),
            Gen.Elements("held=MobilePhone", "held=MobilePhone,Email", "held=MicrosoftAuthenticator,Email", "held=Password", "held=OfficePhone"),
            Gen.Elements("contact=none", "contact=Email"), Gen.Elements("admin=no", "admin=no", "admin=yes"), Gen.Elements("adminAllowed=yes", "adminAllowed=no"),
            Gen.Elements("licence=P1", "licence=P1", "licence=none"), Gen.Elements("synced=no", "synced=yes"), Gen.Elements("writeback=on", "writeback=off"),
            Gen.Constant("lastWriteback=2"), Gen.Elements("texts=yes", "texts=yes", "texts=no"), Gen.Elements("custom=yes", "custom=no"),
        })
        from change in Gen.Elements(
            "required=1", "required=2", "allowed=MobilePhone,Email", "allowed=Email", "allowed=none", "scope=None", "scope=All", "scope=Selected group=other in=yes",
            "scope=Selected group=other in=no", "adminAllowed=yes", "adminAllowed=no", "writeback=on", "writeback=off", "texts=no", "texts=yes", "required=2 texts=no scope=All", "")
        select (string.Join(' ', user), change);

    private static UserImpact Judge(UserFacts facts, string change) =>
        ImpactRules.Judge(facts, PolicyOf(facts, false), PolicyOf(After(facts, change), change.Contains("group=", StringComparison.Ordinal)), InGroup(facts, change), "test");

    private static Fact<bool> InGroup(UserFacts facts, string change) =>
        change.Split(' ').FirstOrDefault(word => word.StartsWith("in=", StringComparison.Ordinal)) is { } word
            ? word == "in=?" ? Facts.Unknown<bool>() : Facts.Known(word == "in=yes")
            : facts.InSelectedGroup;

    /// <summary>The facts with the settings of the change put in.</summary>
    private static UserFacts After(UserFacts facts, string change)
    {
        var words = change.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = Situation.Facts(string.Join(' ', words.Where(word => !word.StartsWith("group=", StringComparison.Ordinal) && !word.StartsWith("in=", StringComparison.Ordinal))));
        bool Has(string key) => words.Any(word => word.StartsWith(key + "=", StringComparison.Ordinal));
        return facts with
        {
            Scope = Has("scope") ? settings.Scope : facts.Scope,
            InSelectedGroup = InGroup(facts, change),
            NumberOfMethodsRequired = Has("required") ? settings.NumberOfMethodsRequired : facts.NumberOfMethodsRequired,
            MethodsAllowed = Has("allowed") ? settings.MethodsAllowed : facts.MethodsAllowed,
            AdministratorResetAllowed = Has("adminAllowed") ? settings.AdministratorResetAllowed : facts.AdministratorResetAllowed,
            Writeback = Has("writeback") ? settings.Writeback : facts.Writeback,
            TextsAndCalls = Has("texts") ? settings.TextsAndCalls : facts.TextsAndCalls,
        };
    }

    private static ResetPolicy PolicyOf(UserFacts facts, bool otherGroup) => new()
    {
        Scope = facts.Scope,
        SelectedGroup = new SelectedGroup(otherGroup ? "other" : "pilot", null),
        NumberOfMethodsRequired = facts.NumberOfMethodsRequired,
        MethodsAllowed = facts.MethodsAllowed,
        AdministratorResetAllowed = facts.AdministratorResetAllowed,
        Writeback = facts.Writeback,
        TextsAndCalls = facts.TextsAndCalls,
    };

    /// <summary>A block ends in a day whatever the policy, so it does not count.</summary>
    private static Verdict Verdicts(UserFacts facts) => ReadinessRules.Overall([.. ReadinessRules.Judge(facts).Gates.Where(gate => gate.Gate != Gate.Block)]);
}
