using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>Every setting that can be changed, with the values that a test tries: both of two, the ends and a middle of a range, each word.</summary>
internal static class EverySetting
{
    private static readonly string[] s_targets = ["", "all_users", FakeTenant.GroupId, $"{FakeTenant.GroupId} {FakeTenant.OtherGroupId}"];

    /// <summary>Values as text, by setting; read with <see cref="Value"/>.</summary>
    public static IReadOnlyDictionary<string, string[]> Values { get; } = new Dictionary<string, string[]>
    {
        ["Scope"] = ["None", "Selected", "All"],
        ["SelectedGroup"] = ["", FakeTenant.GroupId, FakeTenant.OtherGroupId],
        ["NumberOfMethodsRequired"] = ["1", "2"],
        ["MethodMigration"] = ["PreMigration", "InProgress", "Complete"],
        ["SmsPolicy"] = ["True", "False"],
        ["SmsTarget"] = s_targets,
        ["VoicePolicy"] = ["True", "False"],
        ["VoiceTarget"] = s_targets,
        ["VoiceOfficePhoneAllowed"] = ["True", "False"],
        ["EmailPolicy"] = ["True", "False"],
        ["EmailTarget"] = s_targets,
        ["SoftwareOathPolicy"] = ["True", "False"],
        ["SoftwareOathTarget"] = s_targets,
        ["MicrosoftAuthenticatorPolicy"] = ["True", "False"],
        ["MicrosoftAuthenticatorTarget"] = s_targets,
        ["MicrosoftAuthenticatorCodesAllowed"] = ["True", "False"],
        ["QuestionsToRegister"] = ["3", "4", "5"],
        ["QuestionsToReset"] = ["3", "4", "5"],
        ["RequireRegistration"] = ["True", "False"],
        ["ReconfirmDays"] = ["0", "90", "730"],
        ["SkipRegistrationAllowed"] = ["True", "False"],
        ["SkipRegistrationDays"] = ["0", "7", "2147483647"],
        ["RegistrationCampaign"] = ["Default", "Enabled", "Disabled"],
        ["RegistrationCampaignSnoozeDays"] = ["0", "7", "14"],
        ["RegistrationCampaignTarget"] = s_targets,
        ["NotifyUsers"] = ["True", "False"],
        ["NotifyAdmins"] = ["True", "False"],
        ["CustomizeHelpdeskLink"] = ["True", "False"],
        ["HelpdeskLink"] = ["", "helpdesk@contoso.com", "https://support.contoso.com/?q=ä&x=\"1\""],
        ["PasswordWriteback"] = ["True", "False"],
        ["UnlockWithoutReset"] = ["True", "False"],
        ["AdminSsprEnabled"] = ["True", "False"],
    };

    /// <summary>The members of the portal's object that these settings may change; the name follows the group.</summary>
    public static string[] PortalFields { get; } =
    [
        "enablementType", "passwordResetEnabledGroupIds", "passwordResetEnabledGroupName", "numberOfAuthenticationMethodsRequired", "numberOfQuestionsToRegister",
        "numberOfQuestionsToReset", "registrationRequiredOnSignIn", "registrationReconfirmIntevalInDays", "skipRegistrationAllowed", "skipRegistrationMaxAllowedDays",
        "notifyUsersOnPasswordReset", "notifyOnAdminPasswordReset", "customizeHelpdeskLink", "customHelpdeskEmailOrUrl",
    ];

    /// <summary>What a caller would give for it.</summary>
    public static object Value(string setting, string text) => setting switch
    {
        _ when setting.EndsWith("Target", StringComparison.Ordinal) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        _ when bool.TryParse(text, out var flag) => flag,
        _ when int.TryParse(text, out var number) => number,
        _ => text,
    };

    public static PolicyWish Wish(string setting, string text) => PolicyWish.Of(new Dictionary<string, object?> { [setting] = Value(setting, text) });

    /// <summary>A setting's value in the words of the table.</summary>
    public static string Words(object? value) => value switch
    {
        null => "unknown",
        SelectedGroup group => group.Id,
        MethodTargets targets => string.Join(' ', targets.Ids),
        _ => $"{value}",
    };
}
