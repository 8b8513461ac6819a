using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Validation;
using Xunit;

namespace SsprTools.Graph.Tests.Validation;

public sealed class ValidationRulesTests
{
    public static TheoryData<string> PolicyChecks => [.. ValidationCatalogue.Checks.Where(check => check.Settings.Count > 0).Select(check => check.Id)];

    /// <summary>The value that fails, per setting; all other settings are as asked.</summary>
    private static readonly Dictionary<string, (object Good, object Bad)> s_values = new()
    {
        ["Scope"] = (SsprScope.All, SsprScope.Selected),
        ["NumberOfMethodsRequired"] = (2, 1),
        ["RequireRegistration"] = (true, false),
        ["ReconfirmDays"] = (180, 0),
        ["NotifyUsers"] = (true, false),
        ["NotifyAdmins"] = (true, false),
        ["AdminSsprEnabled"] = (false, true),
        ["MethodMigration"] = (MigrationState.Complete, MigrationState.PreMigration),
        ["SecurityQuestions"] = (false, true),
    };

    [Theory]
    [MemberData(nameof(PolicyChecks))]
    public void A_check_hangs_on_its_own_settings_and_on_no_others(string id)
    {
        var check = ValidationCatalogue.Get(id);
        Assert.Equal(ValidationVerdict.Pass, Judge(check, _ => true).Verdict);
        foreach (var setting in s_values.Keys)
        {
            var expected = check.Settings.Contains(setting) ? ValidationVerdict.Fail : ValidationVerdict.Pass;
            var found = Judge(check, name => name != setting);
            Assert.True(expected == found.Verdict, $"{id} with a bad {setting}: {found}");
            Assert.Equal(expected == ValidationVerdict.Fail, found.NextStep.Length > 0);
            Assert.Equal(
                check.Settings.Contains(setting) ? ValidationVerdict.Unknown : ValidationVerdict.Pass, Judge(check, _ => true, unread: setting).Verdict);
        }

        var nothing = ValidationRules.Judge(check, [], [new SsprException(SsprErrorId.PermissionMissing, "Refused.", "Ask.")]);
        Assert.Equal((ValidationVerdict.Unknown, "Refused."), (nothing.Verdict, nothing.Reason));
        Assert.NotEmpty(nothing.NextStep);
    }

    [Fact]
    public void Another_baselines_verdict_does_not_answer()
    {
        var facts = PolicyComparer.Compare([Setting("Scope", SsprScope.All)], PolicyBaseline.Microsoft);

        Assert.Equal(ValidationVerdict.Unknown, ValidationRules.Judge(ValidationCatalogue.Get("CIS.M365.5.2.4.1"), facts, []).Verdict);
    }

    [Fact]
    public void Of_two_settings_the_worse_decides_and_is_the_reason()
    {
        var found = Judge(ValidationCatalogue.Get("CIS.M365.5.2.4.3"), name => name != "ReconfirmDays", unread: "RequireRegistration");

        Assert.Equal(ValidationVerdict.Fail, found.Verdict);
        Assert.StartsWith("ReconfirmDays is 0", found.Reason, StringComparison.Ordinal);
        Assert.Equal("RequireRegistration: Unknown; ReconfirmDays: 0", found.Actual);
    }

    [Theory]
    [InlineData("", false, ValidationVerdict.Fail)]
    [InlineData("", true, ValidationVerdict.Unknown)]
    [InlineData("P", false, ValidationVerdict.Pass)]
    [InlineData("PP", true, ValidationVerdict.Unknown)]
    [InlineData("PU", false, ValidationVerdict.Unknown)]
    [InlineData("PUF", true, ValidationVerdict.Fail)]
    public void Everyone_means_everyone_and_nobody_is_not_everyone(string users, bool problem, ValidationVerdict expected)
    {
        var facts = users.Select((verdict, index) => new UserReadiness
        {
            UserPrincipalName = $"user{index}@contoso.com",
            Verdict = verdict switch { 'P' => Verdict.Pass, 'F' => Verdict.Fail, _ => Verdict.Unknown },
            Gates = [],
            Summary = "Because.",
            AsOf = DateTimeOffset.UnixEpoch,
        }).ToList<object>();
        IReadOnlyCollection<SsprException> problems = problem ? [new SsprException(SsprErrorId.PermissionMissing, "Refused.", "Ask.")] : [];

        Assert.Equal(expected, ValidationRules.Judge(ValidationCatalogue.Get("SSPR.Pilot.Ready"), facts, problems).Verdict);
    }

    [Theory]
    [InlineData(true, false, ValidationVerdict.Pass)]
    [InlineData(false, false, ValidationVerdict.Fail)]
    [InlineData(null, false, ValidationVerdict.Unknown)]
    [InlineData(true, true, ValidationVerdict.Unknown)]
    public void Whom_the_report_does_not_have_is_not_taken_for_registered(bool? registered, bool another, ValidationVerdict expected)
    {
        List<object> facts = [new RegistrationRow { UserPrincipalName = "a@contoso.com", IsSsprRegistered = registered }];
        if (another)
        {
            facts.Add(new UnreportedRegistration { Id = "1", UserPrincipalName = "b@contoso.com", WhyNotInReport = "Newer than the report." });
        }

        Assert.Equal(expected, ValidationRules.Judge(ValidationCatalogue.Get("SSPR.Pilot.Registered"), facts, []).Verdict);
    }

    [Theory]
    [InlineData(new[] { Impact.Unaffected, Impact.StillCannot }, 0, ValidationVerdict.Pass)]
    [InlineData(new[] { Impact.Unaffected, Impact.Loses, Impact.Unknown }, 0, ValidationVerdict.Fail)]
    [InlineData(new[] { Impact.Unaffected, Impact.Unknown }, 0, ValidationVerdict.Unknown)]
    [InlineData(new[] { Impact.Unaffected }, 3, ValidationVerdict.Unknown)]
    [InlineData(new Impact[0], 0, ValidationVerdict.Unknown)]
    public void Who_loses_reset_fails_and_an_empty_report_tells_nothing(Impact[] users, int notInReport, ValidationVerdict expected)
    {
        var count = new ImpactCount { NotInReport = notInReport };
        foreach (var impact in users)
        {
            count.Add(new UserImpact { UserPrincipalName = "a@contoso.com", Impact = impact, Rule = "Rule", Reason = "Because.", Source = "registration report" });
        }

        Assert.Equal(expected, ValidationRules.Judge(ValidationCatalogue.Get("SSPR.SmsVoiceRetirement"), [count], []).Verdict);
        Assert.Equal($"{expected}", ReadyRules.Judge(count).Verdict.ToString());
    }

    [Fact]
    public void Whom_nobody_could_count_is_not_taken_for_nobody()
    {
        var count = new ImpactCount { OfTenant = true };
        count.Add(new UserImpact { UserPrincipalName = "a@contoso.com", Impact = Impact.Unaffected, Rule = "Rule", Reason = "Because.", Source = "registration report" });

        var found = ValidationRules.Judge(ValidationCatalogue.Get("SSPR.SmsVoiceRetirement"), [count], []);
        Assert.Equal(ValidationVerdict.Unknown, found.Verdict);
        Assert.Contains("could not be counted", found.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Unknown, ReadyRules.Judge(count).Verdict);
    }

    [Fact]
    public void No_name_of_the_directory_can_break_the_results_file()
    {
        const string Hostile = "\u0001\u001b[31m\uD800]]>\uFFFF\uDC00\U0001F600";
        var readiness = new UserReadiness { UserPrincipalName = Hostile, Verdict = Verdict.Fail, Gates = [], Summary = Hostile, AsOf = DateTimeOffset.UnixEpoch };
        var comparison = PolicyComparer.Compare([Setting("HelpdeskLink", "") with { Remarks = Hostile }], PolicyBaseline.Microsoft).Single(found => found.Setting == "HelpdeskLink");
        var check = ValidationRules.Judge(ValidationCatalogue.Get("SSPR.Pilot.Ready"), [readiness], []);
        var unread = ValidationRules.Judge(ValidationCatalogue.Get("CIS.M365.5.2.4.1"), [], [new SsprException(SsprErrorId.GroupNotFound, Hostile, "")]);

        foreach (var text in new[] { check.Reason, check.Actual!, unread.Reason, $"{check}", ReadyRules.Judge(readiness).Reason, ReadyRules.Judge(comparison).Reason, ReadyRules.Judge(check).Reason })
        {
            Assert.Equal(text, System.Xml.XmlConvert.VerifyXmlChars(text));
        }

        Assert.Contains("[U+0001][U+001B][31m[U+D800]]]>[U+FFFF][U+DC00]\U0001F600", unread.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_without_a_file_to_judge_by_is_unknown() =>
        Assert.Equal(ValidationVerdict.Unknown, ValidationRules.Judge(ValidationCatalogue.Get("SSPR.Baseline"), [], []).Verdict);

    [Fact]
    public void A_baseline_files_check_is_known_by_its_setting_and_any_other_id_is_none()
    {
        Assert.Equal(["NotifyUsers"], ValidationCatalogue.Get("SSPR.Baseline.NotifyUsers").Settings);
        Assert.Equal(SsprErrorId.InvalidArgument, Assert.Throws<SsprException>(() => ValidationCatalogue.Get("SSPR.Baseline.Nonsense")).ErrorId);
        Assert.Equal(ValidationCatalogue.Checks.Count, ValidationCatalogue.Checks.Select(check => check.Id).Distinct().Count());
    }

    private static ValidationResult Judge(ValidationCheck check, Func<string, bool> good, string? unread = null)
    {
        var settings = s_values.Where(pair => pair.Key != unread).Select(pair => Setting(pair.Key, good(pair.Key) ? pair.Value.Good : pair.Value.Bad)).ToList();
        return ValidationRules.Judge(check, [.. PolicyComparer.Compare(settings, PolicyBaseline.Cis), .. PolicyComparer.Compare(settings, PolicyBaseline.Microsoft)], []);
    }

    private static PolicySetting Setting(string name, object value) =>
        new() { Page = PolicyCatalogue.Find(name)!.Page, Setting = name, Value = value, Source = PolicySource.Portal };
}
