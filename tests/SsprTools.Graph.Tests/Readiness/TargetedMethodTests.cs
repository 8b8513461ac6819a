using SsprTools.Graph.Facts;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using Xunit;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>Methods that the policy allows for some groups only (facts/graph.md 1.7): decided by the user's membership, and in doubt where that is not known.</summary>
public sealed class TargetedMethodTests
{
    private const string All = """[{"id":"all_users","targetType":"group"}]""";
    private const string Pilot = """[{"id":"pilot","targetType":"group"}]""";
    private const string Monica = """[{"id":"monica","targetType":"user"}]""";
    private const string Nobody = "[]";
    private const string Odd = """[{"id":"pilot","targetType":"device"}]""";

    [Theory]
    [InlineData(Pilot, Nobody, true, true)]
    [InlineData(Pilot, Nobody, false, false)]
    [InlineData(Pilot, Nobody, null, null)]
    [InlineData(All, Pilot, true, false)]
    [InlineData(All, Pilot, false, true)]
    [InlineData(All, Pilot, null, null)]
    [InlineData(Monica, Nobody, null, true)]
    [InlineData(Monica, Pilot, true, false)]
    [InlineData(Monica, Pilot, null, null)]
    [InlineData(Pilot, Monica, true, false)]
    [InlineData(Nobody, Nobody, true, false)]
    [InlineData(Odd, Nobody, true, null)]
    [InlineData(Pilot, Odd, true, null)]
    public void A_target_is_resolved_by_membership(string include, string exclude, bool? isMember, bool? allowed) =>
        Assert.Equal(allowed, Allowed(Of(MigrationState.Complete, null, ("email", include, exclude)), isMember, ResetMethod.Email));

    [Fact]
    public void A_mobile_phone_is_allowed_by_text_or_by_call()
    {
        var either = Of(MigrationState.Complete, null, ("sms", Pilot, Nobody), ("voice", """[{"id":"callers","targetType":"group"}]""", Nobody));

        Assert.Equal(["callers", "pilot"], either.MethodsAllowed.Value!.Groups.Order());
        Assert.Equal(true, Allowed(either, group => group == "callers", ResetMethod.MobilePhone));
        Assert.Equal(false, Allowed(either, _ => false, ResetMethod.MobilePhone));
        Assert.Null(Allowed(either, group => group == "callers" ? null : false, ResetMethod.MobilePhone));
    }

    // While the migration goes on either policy is enough, and the old one is for everyone.
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData(null, null)]
    public void During_migration_the_old_policy_may_allow_it_for_everyone(string? legacy, bool? allowed) =>
        Assert.Equal(allowed, Allowed(Of(MigrationState.InProgress, legacy, ("email", Pilot, Nobody)), false, ResetMethod.Email));

    // facts/graph.md 3.1 asks for others beside the app; whether those must be allowed for this very user it does not say.
    [Fact]
    public void The_app_beside_a_method_for_others_only_is_in_doubt()
    {
        var policy = Of(MigrationState.Complete, null, ("email", Pilot, Nobody), ("microsoftAuthenticator", All, Nobody));

        Assert.Contains(ResetMethod.AppCode, Resolved(policy, _ => true).AtGates(1).Sure);
        var outside = Resolved(policy, _ => false).AtGates(1);
        Assert.DoesNotContain(ResetMethod.AppCode, outside.Sure);
        Assert.Contains(ResetMethod.AppCode, outside.Perhaps);
    }

    [Fact]
    public void A_membership_that_is_not_known_allows_nothing_that_was_not_allowed_and_denies_nothing()
    {
        string[] targets = [All, Pilot, Monica, Nobody, """[{"id":"a","targetType":"group"},{"id":"b","targetType":"group"}]"""];
        foreach (var (include, exclude, code) in targets.SelectMany(include => targets[1..].SelectMany(exclude => Enumerable.Range(0, 64).Select(code => (include, exclude, code)))))
        {
            var policy = Of(MigrationState.Complete, null, ("email", include, exclude), ("sms", exclude, include), ("microsoftAuthenticator", All, exclude));
            bool? Known(string group) => (code & (group == "pilot" ? 1 : group == "a" ? 2 : 4)) != 0;
            var (whole, less) = (Resolved(policy, Known), Resolved(policy, group => (code & (group == "pilot" ? 8 : group == "a" ? 16 : 32)) != 0 ? null : Known(group)));
            foreach (var gates in new[] { 1, 2 })
            {
                Assert.Subset(whole.AtGates(gates).Sure.ToHashSet(), less.AtGates(gates).Sure.ToHashSet());
                Assert.Subset(less.AtGates(gates).Sure.Concat(less.AtGates(gates).Perhaps).ToHashSet(), whole.AtGates(gates).Sure.ToHashSet());
            }
        }
    }

    [Fact]
    public void Another_group_is_another_policy()
    {
        var (one, same) = (Of(MigrationState.Complete, null, ("email", Pilot, Nobody)), Of(MigrationState.Complete, null, ("email", Pilot, Nobody)));
        var other = Of(MigrationState.Complete, null, ("email", """[{"id":"callers","targetType":"group"}]""", Nobody));

        Assert.Empty(one.Touched(same));
        Assert.Contains(Gate.Methods, one.Touched(other));
    }

    private static bool? Allowed(ResetPolicy policy, bool? isMember, ResetMethod method) => Allowed(policy, _ => isMember, method);

    private static bool? Allowed(ResetPolicy policy, Func<string, bool?> isMember, ResetMethod method)
    {
        var allowed = Resolved(policy, isMember);
        return allowed.Sure.Contains(method) ? true : allowed.Perhaps.Contains(method) ? null : false;
    }

    private static AllowedMethods Resolved(ResetPolicy policy, Func<string, bool?> isMember) => policy.MethodsAllowed.Value!.For(
        "monica", group => isMember(group) is { } known ? Fact<bool>.Known(known, "test", Facts.Now) : Fact<bool>.Unknown("not read"));

    private static ResetPolicy Of(MigrationState migration, string? legacy, params (string Id, string Include, string Exclude)[] methods)
    {
        var sections = methods.ToDictionary(method => method.Id, method => JsonFields.Of(
            (PolicyField.State, "\"enabled\""), (PolicyField.IncludeTargets, method.Include), (PolicyField.ExcludeTargets, method.Exclude), (PolicyField.CodesAllowed, "true")));
        foreach (var (id, _, _) in MethodsPolicyFacts.Names.Where(name => !sections.ContainsKey(name.Id)))
        {
            sections[id] = JsonFields.Of((PolicyField.State, "\"disabled\""), (PolicyField.IncludeTargets, All));
        }

        sections[PolicySection.Methods] = JsonFields.Of((PolicyField.MigrationState, migration == MigrationState.Complete ? "\"migrationComplete\"" : "\"migrationInProgress\""));
        if (legacy is not null)
        {
            sections[PolicySection.Portal] = JsonFields.Parse($$"""
                {"objectId":"default","enablementType":2,"numberOfAuthenticationMethodsRequired":1,"emailOptionEnabled":{{legacy}},"mobilePhoneOptionEnabled":{{legacy}},
                "officePhoneOptionEnabled":{{legacy}},"securityQuestionsOptionEnabled":false,"mobileAppNotificationEnabled":{{legacy}},"mobileAppCodeEnabled":{{legacy}},
                "passwordResetEnabledGroupIds":[]}
                """);
        }

        return ResetPolicies.Of(new PolicyFacts { Sections = sections, AsOf = Facts.Now }, Fact<bool>.Known(true, "test", Facts.Now));
    }
}
