using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using Xunit;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>What Situations.txt cannot say: summaries, evidence, codes, and the words of a verdict.</summary>
public sealed class ReadinessRulesTests
{
    [Fact]
    public void Nothing_stands_in_the_way_of_a_user_for_whom_everything_is_in_order() =>
        Assert.Equal("Nothing stands in the way.", ReadinessRules.Judge(Facts.Good).Summary);

    [Fact]
    public void The_summary_is_the_first_thing_that_fails_even_after_something_unknown()
    {
        var result = ReadinessRules.Judge(Situation.Facts("home=? inGroup=no held=Password"));

        Assert.Equal(result.Gates.Single(gate => gate.Gate == Gate.Scope).Reason, result.Summary);
    }

    [Fact]
    public void A_pass_by_report_says_so()
    {
        var result = ReadinessRules.Judge(Situation.Facts("scope=? report=mobilePhone capable=yes"));

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("registration report", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Unknown, result.Gates.Single(gate => gate.Gate == Gate.Scope).Verdict);
        Assert.Contains("3 h old", result.Gates.Single(gate => gate.Gate == Gate.Scope).Evidence[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Verdict.Unknown)]
    [InlineData(false, Verdict.Pass)]
    public void A_notification_that_the_old_policy_alone_allows_during_migration_is_not_known_to_do_for_one_gate(bool byOldPolicy, Verdict verdict)
    {
        var facts = Situation.Facts("migration=InProgress held=MicrosoftAuthenticator");
        var allowed = new AllowedMethods([ResetMethod.AppNotification, ResetMethod.Email], [], MigrationState.InProgress) { NotificationByOldPolicy = byOldPolicy };

        Assert.Equal(verdict, ReadinessRules.Judge(facts with { MethodsAllowed = Facts.Known(allowed) }).Gates.Single(gate => gate.Gate == Gate.Methods).Verdict);
    }

    [Fact]
    public void A_missing_fact_says_why_it_is_missing() =>
        Assert.Contains("it could not be read", ReadinessRules.Judge(Situation.Facts("block=?")).Summary, StringComparison.Ordinal);

    [Fact]
    public void A_fail_of_methods_names_what_would_help()
    {
        var gate = ReadinessRules.Judge(Situation.Facts("required=2 allowed=MobilePhone,Email,AppCode")).Gates.Single(found => found.Gate == Gate.Methods);

        Assert.Contains("email, authenticator app", gate.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("mobile phone", gate.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lag_names_what_the_report_has_not_seen() => Assert.Contains(
        "not yet in it MobilePhone; still in it Email",
        ReadinessRules.Judge(Situation.Facts("report=email")).Gates.Single(gate => gate.Gate == Gate.Report).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void No_gates_at_all_are_no_pass() => Assert.Equal(Verdict.Unknown, ReadinessRules.Overall([]));

    [Theory]
    [InlineData(null, "userPrincipalName", "contoso.com", AccountHome.ThisTenant)]
    [InlineData("Invitation", "federated", "ExternalAzureAD", AccountHome.AnotherTenant)]
    [InlineData("Invitation", "federated", "MicrosoftAccount", AccountHome.MicrosoftAccount)]
    [InlineData("Invitation", "federated", "mail", AccountHome.NoHomeDirectory)]
    [InlineData("SelfServiceSignUp", "federated", "google.com", AccountHome.NoHomeDirectory)]
    [InlineData("EmailVerified", "emailAddress", "contoso.com", AccountHome.NoHomeDirectory)]
    [InlineData("Invitation", "federated", "google.com", AccountHome.OtherProvider)]
    [InlineData("SelfServiceSignUp", "federated", "ExternalAzureAD", AccountHome.AnotherTenant)]
    [InlineData("Invitation", null, null, null)]
    public void A_guests_home_is_told_by_its_identities(string? creation, string? type, string? issuer, AccountHome? expected) =>
        Assert.Equal(expected, GuestRules.HomeOf(creation, [(type, issuer)]));

    [Fact]
    public void Guests_and_members_with_a_guests_name_need_their_identities()
    {
        Assert.False(GuestRules.NeedsIdentities("Member", "kim@contoso.com"));
        Assert.True(GuestRules.NeedsIdentities("Guest", "kim@contoso.com"));
        Assert.True(GuestRules.NeedsIdentities(null, "kim@contoso.com"));
        Assert.True(GuestRules.NeedsIdentities("Member", "kim_fabrikam.com#EXT#@contoso.com"));
    }

    [Theory]
    [InlineData(1, MigrationState.Complete, "AppCode,AppNotification,Email")]
    [InlineData(2, MigrationState.Complete, "Email")]
    [InlineData(1, MigrationState.PreMigration, "AppCode,Email")]
    public void The_app_counts_only_beside_enough_others(int gates, MigrationState migration, string expected)
    {
        var allowed = new AllowedMethods([ResetMethod.AppNotification, ResetMethod.AppCode, ResetMethod.Email], [], migration);

        Assert.Equal(expected, string.Join(',', allowed.AtGates(gates).Sure.Select(method => $"{method}").Order()));
    }

    [Theory]
    [InlineData("mobilePhone", MethodKind.MobilePhone)]
    [InlineData("MICROSOFTAUTHENTICATORPUSH", MethodKind.MicrosoftAuthenticator)]
    [InlineData("securityQuestion", null)]
    [InlineData("someNewWord", null)]
    public void The_reports_words_are_an_open_list(string word, MethodKind? expected) => Assert.Equal(expected, ReportedMethods.KindOf(word));
}
