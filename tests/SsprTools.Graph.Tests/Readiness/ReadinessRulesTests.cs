using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;
using Xunit;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>Each rule with its source; and that nothing passes without its fact.</summary>
public sealed class ReadinessRulesTests
{
    [Fact]
    public void A_user_for_whom_everything_is_in_order_passes()
    {
        var result = ReadinessRules.Judge(Facts.Good);

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.All(result.Gates, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        Assert.Equal("Nothing stands in the way.", result.Summary);
    }

    /// <summary>The worst bug would be a false pass: take away any one fact that matters, and the verdict is Unknown.</summary>
    [Theory]
    [InlineData("Account")]
    [InlineData("License")]
    [InlineData("Scope")]
    [InlineData("InSelectedGroup")]
    [InlineData("NumberOfMethodsRequired")]
    [InlineData("MethodsAllowed")]
    [InlineData("MethodsHeld")]
    [InlineData("Block")]
    [InlineData("AccountEnabled")]
    public void Without_a_fact_that_matters_there_is_no_pass(string missing)
    {
        var good = Facts.Good;
        var facts = missing switch
        {
            "Account" => good with { Account = Facts.Unknown<DirectoryUser>() },
            "License" => good with { CloudResetLicense = Facts.License(Verdict.Unknown) },
            "Scope" => good with { Scope = Facts.Unknown<SsprScope>() },
            "InSelectedGroup" => good with { InSelectedGroup = Facts.Unknown<bool>() },
            "NumberOfMethodsRequired" => good with { NumberOfMethodsRequired = Facts.Unknown<int>() },
            "MethodsAllowed" => good with { MethodsAllowed = Facts.Unknown<AllowedMethods>() },
            "MethodsHeld" => good with { MethodsHeld = Facts.Unknown<IReadOnlyList<UserMethod>>() },
            "Block" => good with { Block = Facts.Unknown<SsprEvent>() },
            _ => good with { Account = Facts.Known<DirectoryUser>(good.Account.Value! with { AccountEnabled = null }) },
        };

        Assert.Equal(Verdict.Unknown, ReadinessRules.Judge(facts).Verdict);
    }

    // facts/graph.md 3.2, 3.8
    [Fact]
    public void A_disabled_account_fails() => Fails(
        Gate.Account, null, Facts.Good with { Account = Facts.Known<DirectoryUser>(Facts.Good.Account.Value! with { AccountEnabled = false }) });

    [Fact]
    public void A_user_who_does_not_exist_fails() => Fails(Gate.Account, null, Facts.Good with { Account = Facts.Known<DirectoryUser>(null) });

    [Fact]
    public void A_guest_is_unknown_because_the_home_tenant_decides() => Assert.Equal(
        Verdict.Unknown,
        ReadinessRules.Judge(Facts.Good with { Account = Facts.Known<DirectoryUser>(Facts.Good.Account.Value! with { UserType = "Guest" }) }).Verdict);

    // facts/graph.md 3.7, 3.2
    [Fact]
    public void No_licence_fails_with_the_portals_code() => Fails(Gate.License, "SSPR_0012", Facts.Good with { CloudResetLicense = Facts.License(Verdict.Fail) });

    [Fact]
    public void A_synced_user_needs_the_licence_with_writeback() => Fails(
        Gate.License, "SSPR_0012", Facts.Synced(Facts.Good) with { WritebackLicense = Facts.License(Verdict.Fail), Writeback = Facts.Known(true) });

    // facts/graph.md 3.2, 3.6
    [Fact]
    public void Scope_none_fails() => Fails(Gate.Scope, "SSPR_0011", Facts.Good with { Scope = Facts.Known(SsprScope.None) });

    [Fact]
    public void Outside_the_selected_group_fails() => Fails(Gate.Scope, "SSPR_0013", Facts.Good with { InSelectedGroup = Facts.Known(false) });

    [Fact]
    public void Scope_all_needs_no_group() => Assert.Equal(
        Verdict.Pass, ReadinessRules.Judge(Facts.Good with { Scope = Facts.Known(SsprScope.All), InSelectedGroup = Facts.Unknown<bool>() }).Verdict);

    // facts/graph.md 1.9: the administrators' switch never answers for users, and theirs never for administrators.
    [Fact]
    public void The_administrators_switch_does_not_touch_users() => Assert.Equal(
        Verdict.Pass, ReadinessRules.Judge(Facts.Good with { AdministratorResetAllowed = Facts.Known(false) }).Verdict);

    [Fact]
    public void Administrators_obey_their_own_switch() => Fails(Gate.Scope, null, Administrator with { AdministratorResetAllowed = Facts.Known(false) });

    // facts/graph.md 3.9
    [Fact]
    public void Administrators_need_two_methods() => Fails(Gate.Methods, "SSPR_0014", Administrator with { MethodsHeld = Facts.Held((MethodKind.MobilePhone, "+1 2065550100")) });

    [Fact]
    public void Two_phones_of_an_administrator_are_one_method() => Fails(
        Gate.Methods,
        "SSPR_0014",
        Administrator with { MethodsHeld = Facts.Held((MethodKind.MobilePhone, "+1 2065550100"), (MethodKind.OfficePhone, "+1 2065550101")) });

    [Fact]
    public void Two_phones_of_an_administrator_are_one_method_in_contact_data_too() => Fails(
        Gate.Methods,
        "SSPR_0014",
        Administrator with
        {
            MethodsHeld = Facts.Held((MethodKind.MobilePhone, "+1 2065550100")),
            ContactData = Facts.Known<IReadOnlyList<ResetMethod>>([ResetMethod.OfficePhone]),
        });

    [Fact]
    public void Two_phones_of_a_user_are_two_methods() => Assert.Equal(
        Verdict.Pass,
        ReadinessRules.Judge(Facts.Good with
        {
            NumberOfMethodsRequired = Facts.Known(2),
            MethodsHeld = Facts.Held((MethodKind.MobilePhone, "+1 2065550100"), (MethodKind.OfficePhone, "+1 2065550101")),
            MethodsAllowed = Facts.Known(new AllowedMethods(Enum.GetValues<ResetMethod>(), [])),
        }).Verdict);

    [Fact]
    public void Administrators_with_two_methods_pass_whatever_the_tenant_allows_users() => Assert.Equal(
        Verdict.Pass, ReadinessRules.Judge(Administrator with { MethodsAllowed = Facts.Known(new AllowedMethods([], [])), Scope = Facts.Known(SsprScope.None) }).Verdict);

    [Fact]
    public void Without_custom_domain_and_sync_one_method_is_enough_for_administrators() => Assert.Equal(
        Verdict.Pass,
        ReadinessRules.Judge(Administrator with
        {
            HasCustomDomainOrSync = Facts.Known(false),
            MethodsHeld = Facts.Held((MethodKind.Email, "a@b.example")),
        }).Verdict);

    [Fact]
    public void One_method_of_an_administrator_is_unknown_when_the_domains_are() => Assert.Equal(
        Verdict.Unknown,
        ReadinessRules.Judge(Administrator with
        {
            HasCustomDomainOrSync = Facts.Unknown<bool>(),
            MethodsHeld = Facts.Held((MethodKind.Email, "a@b.example")),
        }).Verdict);

    [Fact]
    public void Security_questions_never_count_for_administrators() => Fails(
        Gate.Methods,
        "SSPR_0014",
        Administrator with { MethodsHeld = Facts.Held((MethodKind.Email, "a@b.example")), SecurityQuestionsRegistered = Facts.Known(true) });

    /// <summary>Whether someone is an administrator decides which rules hold; unknown passes only where both rules pass.</summary>
    [Fact]
    public void An_unknown_administrator_with_one_method_is_unknown() => Assert.Equal(
        Verdict.Unknown, ReadinessRules.Judge(Facts.Good with { IsAdministrator = Facts.Unknown<bool>() }).Verdict);

    [Fact]
    public void An_unknown_administrator_who_meets_both_rules_passes() => Assert.Equal(
        Verdict.Pass, ReadinessRules.Judge(Administrator with { IsAdministrator = Facts.Unknown<bool>() }).Verdict);

    [Fact]
    public void An_unknown_administrator_who_meets_neither_rule_fails() => Assert.Equal(
        Verdict.Fail, ReadinessRules.Judge(Facts.Good with { IsAdministrator = Facts.Unknown<bool>(), MethodsHeld = Facts.Held((MethodKind.Password, null)) }).Verdict);

    // facts/graph.md 1.6, 3.1: what counts, and what does not.
    [Theory]
    [InlineData(MethodKind.MobilePhone, "+1 2065550100", true)]
    [InlineData(MethodKind.Email, "a@b.example", true)]
    [InlineData(MethodKind.OfficePhone, "+1 2065550100", true)]
    [InlineData(MethodKind.OfficePhone, "+1 2065550100x12", false)]
    [InlineData(MethodKind.AlternateMobilePhone, "+1 2065550100", false)]
    [InlineData(MethodKind.MicrosoftAuthenticator, null, true)]
    [InlineData(MethodKind.SoftwareOath, null, true)]
    [InlineData(MethodKind.Fido2, null, false)]
    [InlineData(MethodKind.TemporaryAccessPass, null, false)]
    [InlineData(MethodKind.WindowsHelloForBusiness, null, false)]
    [InlineData(MethodKind.Password, null, false)]
    public void Only_what_reset_accepts_counts(MethodKind kind, string? value, bool counts)
    {
        var facts = Facts.Good with { MethodsHeld = Facts.Held((kind, value)), MethodsAllowed = Facts.Known(new AllowedMethods(Enum.GetValues<ResetMethod>(), [])) };

        Assert.Equal(counts ? Verdict.Pass : Verdict.Fail, ReadinessRules.Judge(facts).Verdict);
    }

    [Fact]
    public void App_notification_and_app_code_are_one_method() => Fails(
        Gate.Methods,
        "SSPR_0014",
        Facts.Good with
        {
            NumberOfMethodsRequired = Facts.Known(2),
            MethodsHeld = Facts.Held((MethodKind.MicrosoftAuthenticator, null), (MethodKind.SoftwareOath, null)),
            MethodsAllowed = Facts.Known(new AllowedMethods(Enum.GetValues<ResetMethod>(), [])),
        });

    [Fact]
    public void A_method_that_is_not_allowed_does_not_count() => Fails(
        Gate.Methods, "SSPR_0014", Facts.Good with { MethodsAllowed = Facts.Known(new AllowedMethods([ResetMethod.Email], [])) });

    [Fact]
    public void A_method_that_is_allowed_for_some_users_only_is_unknown() => Assert.Equal(
        Verdict.Unknown, ReadinessRules.Judge(Facts.Good with { MethodsAllowed = Facts.Known(new AllowedMethods([], [ResetMethod.MobilePhone])) }).Verdict);

    [Fact]
    public void Contact_data_counts_without_registration() => Assert.Equal(
        Verdict.Pass,
        ReadinessRules.Judge(Facts.Good with { MethodsHeld = Facts.Held(), ContactData = Facts.Known<IReadOnlyList<ResetMethod>>([ResetMethod.Email]) }).Verdict);

    [Fact]
    public void The_same_phone_in_two_places_is_one_method() => Fails(
        Gate.Methods,
        "SSPR_0014",
        Facts.Good with { NumberOfMethodsRequired = Facts.Known(2), ContactData = Facts.Known<IReadOnlyList<ResetMethod>>([ResetMethod.MobilePhone]) });

    [Fact]
    public void A_method_of_an_unknown_kind_makes_a_lack_unknown() => Assert.Equal(
        Verdict.Unknown, ReadinessRules.Judge(Facts.Good with { MethodsHeld = Facts.Held((MethodKind.Other, null)) }).Verdict);

    // facts/graph.md 3.8
    [Fact]
    public void A_synced_user_without_writeback_fails() => Fails(Gate.Writeback, "SSPR_0010", Facts.Synced(Facts.Good));

    [Fact]
    public void A_synced_user_with_unknown_writeback_is_unknown() => Assert.Equal(
        Verdict.Unknown, ReadinessRules.Judge(Facts.Synced(Facts.Good) with { Writeback = Facts.Unknown<bool>() }).Verdict);

    // facts/graph.md 3.5
    [Theory]
    [InlineData(23, Verdict.Fail)]
    [InlineData(25, Verdict.Pass)]
    public void A_block_lasts_a_day(int hoursAgo, Verdict expected)
    {
        var block = new SsprEvent { Id = "e", ActivityDateTime = Facts.Now - TimeSpan.FromHours(hoursAgo), Kind = SsprEventKind.Blocked, Activity = "a" };

        Assert.Equal(expected, ReadinessRules.Judge(Facts.Good with { Block = Facts.Known(block) }).Verdict);
    }

    // architecture.md: a fresh report covers scope and methods, not licence, block or writeback.
    [Theory]
    [InlineData(3, true, Verdict.Pass)]
    [InlineData(30, true, Verdict.Unknown)]
    [InlineData(3, false, Verdict.Unknown)]
    [InlineData(3, null, Verdict.Unknown)]
    public void A_fresh_report_covers_scope_and_methods(int hoursOld, bool? capable, Verdict expected)
    {
        var result = ReadinessRules.Judge(Facts.Good with
        {
            Scope = Facts.Unknown<SsprScope>(),
            NumberOfMethodsRequired = Facts.Unknown<int>(),
            ReportRow = Facts.Known(new RegistrationRow { IsSsprCapable = capable, ReportUpdatedDateTime = Facts.Now - TimeSpan.FromHours(hoursOld) }),
        });

        Assert.Equal(expected, result.Verdict);
        Assert.Equal(expected == Verdict.Pass, result.Gates.Single(gate => gate.Gate == Gate.Scope).CoveredByReport);
        Assert.NotEqual(Verdict.Pass, result.Gates.Single(gate => gate.Gate == Gate.Scope).Verdict);
    }

    [Theory]
    [InlineData("License")]
    [InlineData("Block")]
    public void A_fresh_report_does_not_cover_the_rest(string missing)
    {
        var row = Facts.Known(new RegistrationRow { IsSsprCapable = true, ReportUpdatedDateTime = Facts.Now });
        var facts = missing == "License"
            ? Facts.Good with { ReportRow = row, CloudResetLicense = Facts.License(Verdict.Unknown) }
            : Facts.Good with { ReportRow = row, Block = Facts.Unknown<SsprEvent>() };

        Assert.Equal(Verdict.Unknown, ReadinessRules.Judge(facts).Verdict);
    }

    [Fact]
    public void A_report_does_not_overrule_what_was_seen_live() => Fails(
        Gate.Scope,
        "SSPR_0013",
        Facts.Good with
        {
            InSelectedGroup = Facts.Known(false),
            ReportRow = Facts.Known(new RegistrationRow { IsSsprCapable = true, ReportUpdatedDateTime = Facts.Now }),
        });

    [Fact]
    public void No_gates_at_all_are_no_pass() => Assert.Equal(Verdict.Unknown, ReadinessRules.Overall([]));

    private static UserFacts Administrator => Facts.Good with
    {
        IsAdministrator = Facts.Known(true),
        MethodsHeld = Facts.Held((MethodKind.MobilePhone, "+1 2065550100"), (MethodKind.Email, "a@b.example")),
    };

    private static void Fails(Gate gate, string? code, UserFacts facts)
    {
        var result = ReadinessRules.Judge(facts);

        Assert.Equal(Verdict.Fail, result.Verdict);
        var failed = result.Gates.First(found => found.Verdict == Verdict.Fail);
        Assert.Equal(gate, failed.Gate);
        Assert.Equal(code, failed.SsprCode);
        Assert.NotEmpty(failed.Reason);
        Assert.Equal(failed.Reason, result.Summary);
    }
}
