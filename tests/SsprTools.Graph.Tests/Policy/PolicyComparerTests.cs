using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

public sealed class PolicyComparerTests
{
    [Theory]
    [InlineData("Scope", SsprScope.All, Verdict.Pass)]
    [InlineData("Scope", SsprScope.Selected, Verdict.Fail)]
    [InlineData("Scope", null, Verdict.Unknown)]
    [InlineData("NumberOfMethodsRequired", 2, Verdict.Pass)]
    [InlineData("NumberOfMethodsRequired", 1, Verdict.Fail)]
    [InlineData("RequireRegistration", false, Verdict.Fail)]
    [InlineData("ReconfirmDays", 0, Verdict.Fail)]
    [InlineData("ReconfirmDays", 180, Verdict.Pass)]
    [InlineData("NotifyUsers", true, Verdict.Pass)]
    [InlineData("NotifyUsers", null, Verdict.Unknown)]
    [InlineData("NotifyAdmins", false, Verdict.Fail)]
    public void Each_cis_control_is_judged_and_what_was_not_read_is_unknown(string setting, object? value, Verdict verdict)
    {
        var found = Compare(PolicyBaseline.Cis, Setting(setting, value, PolicySource.Portal)).Single(comparison => comparison.Setting == setting);

        Assert.Equal(verdict, found.Verdict);
        Assert.Contains("CIS Microsoft 365 Foundations Benchmark 7.0.0, 5.2.4.", found.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_which_nothing_was_read_passes_nothing()
    {
        Assert.All(Compare(PolicyBaseline.Cis), comparison => Assert.Equal(Verdict.Unknown, comparison.Verdict));
        Assert.All(Compare(PolicyBaseline.Microsoft), comparison => Assert.Equal(Verdict.Unknown, comparison.Verdict));
        Assert.Equal(6, Compare(PolicyBaseline.Cis).Count);
    }

    [Fact]
    public void What_somebody_declares_is_no_evidence() => Assert.Equal(
        Verdict.Unknown, Compare(PolicyBaseline.Cis, Setting("Scope", SsprScope.All, PolicySource.Declared)).Single(comparison => comparison.Setting == "Scope").Verdict);

    [Theory]
    [InlineData(true, Verdict.Fail)]
    [InlineData(false, Verdict.Unknown)]
    public void Writeback_is_asked_of_those_who_have_an_agent_for_it(bool agent, Verdict verdict) => Assert.Equal(
        verdict,
        Compare(
            PolicyBaseline.Microsoft,
            Setting("PasswordWriteback", false, PolicySource.Portal),
            Setting("ConnectWriteback", agent, PolicySource.Portal),
            Setting("CloudSyncWriteback", false, PolicySource.Portal)).Single(comparison => comparison.Setting == "PasswordWriteback").Verdict);

    [Fact]
    public void Another_tenant_is_compared_by_what_it_knows_and_its_group_by_name()
    {
        var other = PolicyBaseline.FromSettings("other", [
            Setting("SelectedGroup", new SelectedGroup("1", "Pilot"), PolicySource.Portal), Setting("NotifyUsers", null, PolicySource.Unknown), Setting("NotifyAdmins", true, PolicySource.Portal)]);

        var found = Compare(other, Setting("SelectedGroup", new SelectedGroup("2", "pilot"), PolicySource.Portal), Setting("NotifyAdmins", false, PolicySource.Portal));

        Assert.Equal([("SelectedGroup", Verdict.Pass), ("NotifyUsers", Verdict.Unknown), ("NotifyAdmins", Verdict.Fail)], found.Select(comparison => (comparison.Setting, comparison.Verdict)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void What_the_other_tenant_does_not_tell_is_unknown_whatever_is_here(object? here)
    {
        var other = PolicyBaseline.FromSettings("other", [Setting("NotifyUsers", null, PolicySource.Unknown) with { Remarks = "No public API." }]);

        var found = Assert.Single(Compare(other, Setting("NotifyUsers", here, PolicySource.Portal)));

        Assert.Equal((Verdict.Unknown, "Unknown"), (found.Verdict, found.Expected));
        Assert.StartsWith("What other has is not known. No public API.", found.Remarks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MigrationState.Complete, false, false, Verdict.Unknown)]
    [InlineData(MigrationState.Complete, true, false, Verdict.Pass)]
    [InlineData(MigrationState.PreMigration, false, false, Verdict.Pass)]
    [InlineData(MigrationState.Complete, false, true, Verdict.Fail)]
    public void After_the_migration_switches_that_all_read_off_prove_nothing_about_security_questions(MigrationState migration, bool email, bool questions, Verdict verdict) => Assert.Equal(
        verdict,
        Compare(PolicyBaseline.Microsoft, [
            Setting("MethodMigration", migration, PolicySource.Graph),
            Setting("SecurityQuestions", questions, PolicySource.Portal),
            .. new[] { "MobileAppNotification", "MobileAppCode", "MobilePhone", "OfficePhone" }.Select(method => Setting("Legacy" + method, false, PolicySource.Portal)),
            Setting("LegacyEmail", email, PolicySource.Portal),
            Setting("LegacySecurityQuestions", questions, PolicySource.Portal)]).Single(comparison => comparison.Setting == "SecurityQuestions").Verdict);

    private static IReadOnlyList<PolicyComparison> Compare(PolicyBaseline baseline, params PolicySetting[] settings) => PolicyComparer.Compare(settings, baseline);

    private static PolicySetting Setting(string name, object? value, PolicySource source) =>
        new() { Page = PolicyCatalogue.Find(name)!.Page, Setting = name, Value = value, Source = value is null ? PolicySource.Unknown : source };
}
