using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Validation;

/// <summary>The checks of the pack. What a setting has to be stands in <see cref="PolicyBaseline"/>, once.</summary>
public static class ValidationCatalogue
{
    internal const string PilotRegistered = "SSPR.Pilot.Registered";
    internal const string PilotReady = "SSPR.Pilot.Ready";
    internal const string Retirement = "SSPR.SmsVoiceRetirement";
    internal const string Baseline = "SSPR.Baseline";
    internal const string BaselinePrefix = Baseline + ".";

    private const string Cis = "CIS Microsoft 365 Foundations Benchmark 7.0.0, ";
    private const string Assessment = "Microsoft Zero Trust Assessment, test ";
    private const string TurnOn = "Set-SsprPolicy -Scope All; before it, Measure-SsprImpact -Scope All says whom it strikes.";
    private const string BlockAdmins = "Set-SsprPolicy -AdminSsprEnabled $false.";

    /// <summary>All but those of a baseline file, which it names itself.</summary>
    public static IReadOnlyList<ValidationCheck> Checks { get; } =
    [
        OfCis("5.2.4.1", "Self-service password reset is on for all users", "Medium", TurnOn, PolicyCatalogue.Scope),
        OfCis("5.2.4.2", "A reset asks for two methods", "Medium",
            "Set-SsprPolicy -NumberOfMethodsRequired 2; before it, Measure-SsprImpact -Change @{ NumberOfMethodsRequired = 2 } says who loses reset.",
            PolicyCatalogue.NumberOfMethodsRequired),
        OfCis("5.2.4.3", "Users register when they sign in, and confirm their data again", "Medium",
            "Set-SsprPolicy -RequireRegistration $true -ReconfirmDays 180.", PolicyCatalogue.RequireRegistration, PolicyCatalogue.ReconfirmDays),
        OfCis("5.2.4.4", "Users are told when their password was reset", "Medium", "Set-SsprPolicy -NotifyUsers $true.", PolicyCatalogue.NotifyUsers),
        OfCis("5.2.4.5", "All admins are told when an admin's password was reset", "Medium", "Set-SsprPolicy -NotifyAdmins $true.", PolicyCatalogue.NotifyAdmins),

        // Severities are the assessment's own risk levels.
        OfMicrosoft("21803", "The old policies of MFA and password reset are migrated", "High",
            "Set-SsprPolicy -MethodMigration Complete, after Get-SsprPolicy 'Authentication methods' shows that the new policy allows what the old one did.",
            PolicyCatalogue.MethodMigration),
        OfMicrosoft("21842", "Administrators are kept from self-service password reset", "High", BlockAdmins, PolicyCatalogue.AdminSsprEnabled),
        OfMicrosoft("21870", "Self-service password reset is on", "Medium", TurnOn, PolicyCatalogue.Scope),
        OfMicrosoft("21891", "All admins are told when an admin's password was reset", "High", "Set-SsprPolicy -NotifyAdmins $true.", PolicyCatalogue.NotifyAdmins),
        OfMicrosoft("22072", "A reset does not accept security questions", "Medium",
            "Take security questions out in the portal: Password reset, Authentication methods.", PolicyCatalogue.SecurityQuestions),

        new()
        {
            Id = "EIDSCA.AP01",
            Title = "Administrators are kept from self-service password reset",
            Suite = "EIDSCA",
            Severity = "Medium",
            Reference = "Entra ID Security Config Analyzer, AP01 (allowedToUseSSPR, which says nothing about users)",
            NextStep = BlockAdmins,
            Settings = [PolicyCatalogue.AdminSsprEnabled],
            Baseline = PolicyBaseline.Microsoft,
        },

        new()
        {
            Id = PilotRegistered,
            Title = "Every member of the pilot group is registered",
            Suite = "Pilot",
            Severity = "Medium",
            Expected = "Every member is registered",
            Reference = "https://learn.microsoft.com/entra/identity/authentication/howto-sspr-deployment",
            NextStep = "Have them register at https://aka.ms/ssprsetup, or register their phones with Add-SsprMethod.",
        },
        new()
        {
            Id = PilotReady,
            Title = "Every member of the pilot group can reset the password",
            Suite = "Pilot",
            Severity = "High",
            Expected = "Every member can reset",
            Reference = "https://learn.microsoft.com/entra/identity/authentication/howto-sspr-deployment",
            NextStep = "Test-SsprUser says of each what stands in the way and what to do.",
        },
        new()
        {
            Id = Retirement,
            Title = "Nobody loses password reset when Microsoft's texts and calls end on 2027-02-01",
            Suite = "Retirement",
            Severity = "High",
            Expected = "Nobody loses password reset",
            Reference = "Microsoft's own SMS and voice end on 2027-02-01, password reset included",
            NextStep = "Measure-SsprImpact -SmsVoiceRetirement names them, and says what each has to register.",
        },

        // What a file names are checks of their own; this one stands for them where there is no file.
        new()
        {
            Id = Baseline,
            Title = "The policy is as in the baseline file",
            Suite = "Baseline",
            Severity = "Medium",
            Reference = "The baseline file",
            NextStep = "Export-SsprPolicy writes one.",
        },
    ];

    /// <summary>The check of that id.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidArgument"/>: there is none.</exception>
    public static ValidationCheck Get(string id)
    {
        if (id.StartsWith(BaselinePrefix, StringComparison.OrdinalIgnoreCase) && PolicyCatalogue.Find(id[BaselinePrefix.Length..]) is { } setting)
        {
            return OfFile(setting);
        }

        return Checks.FirstOrDefault(check => string.Equals(check.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new SsprException(SsprErrorId.InvalidArgument, $"There is no check '{id}'.", $"Give one of {string.Join(", ", Checks.Select(check => check.Id))}.", id);
    }

    /// <summary>The check of a setting that a baseline file names.</summary>
    public static ValidationCheck OfFile(PolicySettingDefinition setting) => new()
    {
        Id = BaselinePrefix + setting.Setting,
        Title = $"{setting.Setting} is as in the baseline file",
        Suite = "Baseline",
        Severity = "Medium",
        Reference = "The baseline file",
        NextStep = $"Set-SsprPolicy -{setting.Setting}, or Restore-SsprPolicy with the file; or export the policy anew if the change was meant.",
        Settings = [setting.Setting],
    };

    private static ValidationCheck OfCis(string number, string title, string severity, string nextStep, params string[] settings) => new()
    {
        Id = "CIS.M365." + number,
        Title = title,
        Suite = "CIS",
        Severity = severity,
        Reference = Cis + number,
        NextStep = nextStep,
        Settings = settings,
        Baseline = PolicyBaseline.Cis,
    };

    private static ValidationCheck OfMicrosoft(string test, string title, string severity, string nextStep, string setting) => new()
    {
        Id = "ZTA." + test,
        Title = title,
        Suite = "ZTA",
        Severity = severity,
        Reference = Assessment + test,
        NextStep = nextStep,
        Settings = [setting],
        Baseline = PolicyBaseline.Microsoft,
    };
}
