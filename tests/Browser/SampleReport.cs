using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Reporting;
using SsprTools.Graph.Testing;
using SsprTools.Graph.Validation;

namespace SsprTools.Browser.Tests;

/// <summary>Reports to look at.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private const string Tenant = "7f0b2c4e-5d1a-4b8e-9c3f-2a6d8e1b4c70";

    /// <summary>A tenant in the middle of its rollout: something of everything.</summary>
    public static SsprReport Full(string name = "Contoso Manufacturing", int stuck = 46) => new()
    {
        TenantId = Tenant,
        TenantName = name,
        Cloud = "Global",
        Account = "alex.admin@contoso.com",
        GeneratedAt = Now,
        Policy = new(Policy()),
        Adoption = new([All(), .. new[] { ("Engineering", 812, 700), ("Sales", 640, 410), ("Production", 1204, 310), ("Human Resources", 86, 80), ("(none)", 204, 33) }.Select(Slice)]),
        Users = new([.. Enumerable.Range(1, stuck).Select(User), .. Enumerable.Range(1, 14).Select(number => Passing($"fine{number:000}@contoso.com"))]) { Remarks = ["Checked with Test-SsprUser."] },
        Impact = new([.. Enumerable.Range(1, 23).Select(number => new ReportImpact(
            $"phone.only{number:00}@contoso.com",
            number % 9 == 0 ? "Gains" : "Loses",
            number % 2 == 0 ? "Has a mobile phone and nothing else that reset accepts." : "Needs two methods and has a phone and one other.",
            number % 9 == 0 ? "" : "Ask them to register the Authenticator app or a private mail address before that day."))]),
        Validation = new(Checks()),
        Tests = new([Run("monica.thompson@contoso.com", TestStepState.Passed), Run("ben.walters@contoso.com", TestStepState.Pending)]),
    };

    /// <summary>Nothing could be read.</summary>
    public static SsprReport Empty { get; } = new() { GeneratedAt = Now, TenantId = Tenant };

    private static SsprAdoption All() => new()
    {
        TenantId = Tenant, AsOf = Now, Users = 2946, NotInReport = 24, InScope = 2410, HasUsableMethods = 2103, Registered = 1987, Capable = 1733,
        ResetBySelfService = 212, ResetByHelpdesk = 61, SelfServiceResets = 240, HelpdeskResets = 66, Days = 30, ReportUpdatedDateTime = Now.AddHours(-5),
        Change = new() { Since = Now.AddDays(-7), Users = 12, InScope = 400, HasUsableMethods = 96, Registered = 101, Capable = 322, ResetBySelfService = 30 },
        Excluded =
        [
            new("Disabled", 311, "A disabled user cannot reset, and the report leaves them out."),
            new("Guest", 148, "The home tenant's policy decides for them."),
            new("Shared mailbox", null, "Graph tells a shared mailbox from a user only mailbox by mailbox."),
        ],
        NotKnown = [new("NotInReport", "24 users are newer than the report or were left out of it; the stages do not count them.")],
    };

    private static SsprAdoption Slice((string Name, int Users, int Capable) slice) => new()
    {
        TenantId = Tenant, AsOf = Now, By = "department", Value = slice.Name, Users = slice.Users, NotInReport = 0, InScope = slice.Users - 20, Registered = slice.Capable + 9,
        Capable = slice.Capable, ResetBySelfService = slice.Capable / 9, ResetByHelpdesk = slice.Name == "(none)" ? null : 7, Days = 30, ReportUpdatedDateTime = Now.AddHours(-5),
    };

    private static ReportUser User(int number) => new()
    {
        UserPrincipalName = $"person{number:00000}@contoso.com",
        Verdict = number % 7 == 0 ? Verdict.Unknown : Verdict.Fail,
        Blocker = (number % 7, number % 3) switch { (0, _) => "License", (_, 0) => "Scope", _ => "Methods" },
        Reason = (number % 7, number % 3) switch
        {
            (0, _) => "The licences could not be read: Insufficient privileges to complete the operation.",
            (_, 0) => "The user is not in the selected group 'Wave 1'.",
            _ => number % 2 == 0 ? "1 usable method (MobilePhone); 2 needed." : "No usable method; 2 needed.",
        },
        NextStep = (number % 7, number % 3) switch
        {
            (0, _) => "Give the permission LicenseAssignment.Read.All and check again.",
            (_, 0) => "Add the user to the group with Add-SsprGroupMember.",
            _ => "Ask the user to register at the security info page, or add a phone or mail address with Add-SsprMethod.",
        },
        SsprCode = (number % 7, number % 3) switch { (0, _) => "", (_, 0) => "SSPR_0013", _ => "SSPR_0014" },
        AsOf = Now.AddMinutes(-2),
    };

    private static ReportUser Passing(string name) => new() { UserPrincipalName = name, Verdict = Verdict.Pass, AsOf = Now.AddMinutes(-2) };

    private static IReadOnlyList<PolicySetting> Policy() =>
    [
        Setting(PolicyPage.Properties, "Scope", "Selected", PolicySource.Portal, "None"),
        Setting(PolicyPage.Properties, "SelectedGroup", "Wave 1 (5c2c1f0e-90f1-4f7c-8f5b-5d6f2e3a9b11)", PolicySource.Portal, null),
        Setting(PolicyPage.AuthenticationMethods, "NumberOfMethodsRequired", 2, PolicySource.Portal, null),
        Setting(PolicyPage.AuthenticationMethods, "MobilePhone", true, PolicySource.Graph, null) with { Remarks = "After migration the authentication methods policy decides. Microsoft's own texts and calls end on 2027-02-01, password reset included." },
        Setting(PolicyPage.AuthenticationMethods, "Email", true, PolicySource.Graph, null),
        Setting(PolicyPage.AuthenticationMethods, "SecurityQuestions", false, PolicySource.Portal, null),
        Setting(PolicyPage.Registration, "ReconfirmDays", 180, PolicySource.Portal, 180),
        Setting(PolicyPage.Notifications, "NotifyUsers", true, PolicySource.Declared, true),
        Setting(PolicyPage.OnPremisesIntegration, "PasswordWriteback", null, PolicySource.Unknown, null) with { Remarks = "It could not be read: this connection does not use the API of the Entra portal.", AsOf = null },
        Setting(PolicyPage.Administrator, "AdminSsprEnabled", true, PolicySource.Graph, null) with { Remarks = "Administrators only." },
    ];

    private static IReadOnlyList<ValidationResult> Checks() =>
    [
        Check("CIS.M365.5.2.4.1", "Self-service password reset is on for all users", "CIS", ValidationVerdict.Fail, "All", "Selected", "Reset is on for one group only.") with
        {
            NextStep = "Set-SsprPolicy -Scope All",
        },
        Check("CIS.M365.5.2.4.2", "A reset asks for two methods", "CIS", ValidationVerdict.Pass, "2", "2", "As asked."),
        Check("CIS.M365.5.2.4.4", "Users are told when their password was reset", "CIS", ValidationVerdict.Attested, "Yes", "Yes", "Vouched for by <alex@contoso.com> until 2027-03-31: CHG-4711."),
        Check("ZTA.21870", "Self-service password reset is on", "Microsoft Zero Trust Assessment", ValidationVerdict.Unknown, "Selected or All", null, "It could not be read: this connection does not use the API of the Entra portal.") with
        {
            NextStep = "Connect with -PortalApi, or attest it.",
        },
        Check("SSPR.Pilot.Ready", "Everyone in the pilot can reset", "SSPR", ValidationVerdict.Skipped, "nobody who cannot", null, "No pilot group was named."),
    ];

    private static ValidationResult Check(string id, string title, string suite, ValidationVerdict verdict, string expected, string? actual, string reason) => new()
    {
        Id = id, Title = title, Suite = suite, Severity = "Medium", Verdict = verdict, Expected = expected, Actual = actual, Source = "Portal", AsOf = Now, Reference = "", Reason = reason,
    };

    private static PolicySetting Setting(PolicyPage page, string name, object? value, PolicySource source, object? preset) =>
        new() { Page = page, Setting = name, Value = value, Source = source, Default = preset, AsOf = Now.AddMinutes(-3) };

    private static TestRun Run(string user, TestStepState last) => new()
    {
        Id = "t-20261119-0912", UserId = "u1", UserPrincipalName = user, TenantId = Tenant, StartedAt = Now.AddDays(-1), ObservedAt = Now.AddDays(-1).AddMinutes(25), IsSimulated = false,
        Steps =
        [
            Step(TestStepName.Preflight, TestStepState.Passed, TestStepMode.Automated, "Nothing but missing methods stands in the way."),
            Step(TestStepName.Registration, TestStepState.Passed, TestStepMode.Assisted, "The user holds 2 usable methods."),
            Step(TestStepName.ResetStarted, TestStepState.Passed, TestStepMode.Assisted, "The user entered the reset pages."),
            Step(TestStepName.Verification, TestStepState.Passed, TestStepMode.Assisted, "Two gates were passed: email, app notification."),
            Step(TestStepName.PasswordChanged, last, TestStepMode.Assisted, last == TestStepState.Passed ? "Reset password (self-service): success." : "The log has no reset yet; it is up to an hour late."),
            Step(TestStepName.SignIn, last == TestStepState.Passed ? TestStepState.Failed : TestStepState.Pending, TestStepMode.Assisted, "No sign-in with the new password was seen."),
            Step(TestStepName.Writeback, TestStepState.Skipped, TestStepMode.Automated, "The user is a cloud user."),
        ],
    };

    private static TestStep Step(TestStepName name, TestStepState state, TestStepMode mode, string reason) => new()
    {
        Step = name, State = state, Mode = mode, Reason = reason,
        At = state == TestStepState.Passed ? Now.AddDays(-1).AddMinutes((int)name * 2) : null,
        Evidence = state == TestStepState.Passed && name >= TestStepName.ResetStarted ? [$"Directory_{(int)name}F2A9_7QX1C_4410"] : [],
    };
}
