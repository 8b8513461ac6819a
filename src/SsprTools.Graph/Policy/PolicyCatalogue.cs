namespace SsprTools.Graph.Policy;

/// <summary>
/// Every setting, in the order of the portal's pages. A default stands here only if a source states it and none denies it: Microsoft's own
/// pages, or the "Default Value" paragraphs of the CIS Microsoft Azure Foundations Benchmark. What tutorials merely tell people to choose is no default.
/// </summary>
public static class PolicyCatalogue
{
    internal const string Scope = "Scope";
    internal const string SelectedGroup = "SelectedGroup";
    internal const string MethodMigration = "MethodMigration";
    internal const string RequireRegistration = "RequireRegistration";
    internal const string ReconfirmDays = "ReconfirmDays";
    internal const string CustomizeHelpdeskLink = "CustomizeHelpdeskLink";
    internal const string HelpdeskLink = "HelpdeskLink";
    internal const string AdminSsprEnabled = "AdminSsprEnabled";

    private const string Cis = "CIS Microsoft Azure Foundations Benchmark 3.0.0, ";
    private const string Learn = "https://learn.microsoft.com/entra/identity/authentication/";

    /// <summary>All settings.</summary>
    public static IReadOnlyList<PolicySettingDefinition> Settings { get; } =
    [
        Portal(PolicyPage.Properties, Scope, "For whom reset is on: None, Selected, All", PolicyField.EnablementType) with
        {
            Default = SsprScope.None,
            DefaultSource = "https://learn.microsoft.com/training/modules/allow-users-reset-their-password/3-implement-azure-ad-self-service-password-reset",
        },
        Portal(PolicyPage.Properties, SelectedGroup, "The group for which reset is on while the scope is Selected", PolicyField.GroupIds),

        Portal(PolicyPage.AuthenticationMethods, "NumberOfMethodsRequired", "How many methods a reset asks for", PolicyField.NumberOfMethods) with
        {
            DefaultSource = "Sources disagree: " + Cis + "2.5 states 2; " + Learn + "tutorial-enable-sspr reads as if it were 1.",
        },
        new(PolicyPage.AuthenticationMethods, MethodMigration, "Which of the two policies decides on methods: the old one, either, the new one")
        {
            Parts = PolicyPart.Methods,
        },
        .. Methods(),
        Portal(PolicyPage.AuthenticationMethods, "QuestionsToRegister", "How many security questions a user registers", PolicyField.QuestionsToRegister),
        Portal(PolicyPage.AuthenticationMethods, "QuestionsToReset", "How many security questions a reset asks", PolicyField.QuestionsToReset),

        Portal(PolicyPage.Registration, RequireRegistration, "Whether users are asked to register when they sign in", PolicyField.RequireRegistration),
        Portal(PolicyPage.Registration, ReconfirmDays, "Days until users confirm their data again; 0 is never", PolicyField.ReconfirmDays) with
        {
            Default = 180,
            DefaultSource = Cis + "2.9; " + Learn + "tutorial-enable-sspr",
        },
        Portal(PolicyPage.Registration, "SkipRegistrationAllowed", "Whether users may postpone registering", PolicyField.SkipRegistration),
        Portal(PolicyPage.Registration, "SkipRegistrationDays", "For how many days users may postpone it", PolicyField.SkipRegistrationDays),

        Portal(PolicyPage.Notifications, "NotifyUsers", "Whether users get mail when their password was reset", PolicyField.NotifyUsers) with
        {
            Default = true,
            DefaultSource = Cis + "2.10",
        },
        Portal(PolicyPage.Notifications, "NotifyAdmins", "Whether all admins get mail when an admin's password was reset", PolicyField.NotifyAdmins) with
        {
            Default = false,
            DefaultSource = Cis + "2.11",
        },

        Portal(PolicyPage.Customization, CustomizeHelpdeskLink, "Whether users see your own helpdesk link", PolicyField.CustomizeHelpdesk),
        Portal(PolicyPage.Customization, HelpdeskLink, "The helpdesk's mail address or web page", PolicyField.HelpdeskLink),

        OnPremises("PasswordWriteback", "Whether resets are written back to Active Directory", PolicyField.Writeback),
        OnPremises("UnlockWithoutReset", "Whether users may unlock their account without a new password", PolicyField.AccountUnlock),
        OnPremises("ConnectWriteback", "What the portal says of writeback by Microsoft Entra Connect", PolicyField.ConnectEnablement),
        OnPremises("CloudSyncWriteback", "What the portal says of writeback by cloud sync", PolicyField.CloudSyncEnablement),

        new(PolicyPage.Administrator, AdminSsprEnabled, "Whether administrators may reset their own password; says nothing about users")
        {
            DefaultSource = "Sources disagree: " + Learn + "concept-sspr-policy states on; " + Learn + "concept-sspr-howitworks of 2025 states off.",
            Parts = PolicyPart.Authorization,
        },
    ];

    /// <summary>The setting that stands for a field of the wire, or the field's own name.</summary>
    internal static string NameOf(string field) =>
        Settings.LastOrDefault(setting => setting.Field == field)?.Setting is { } name ? $"{name} ({field})" : field;

    private static PolicySettingDefinition Portal(PolicyPage page, string setting, string meaning, string field) =>
        new(page, setting, meaning) { Field = field, Parts = PolicyPart.Portal };

    private static PolicySettingDefinition OnPremises(string setting, string meaning, string field) =>
        new(PolicyPage.OnPremisesIntegration, setting, meaning) { Field = field, Parts = PolicyPart.OnPremises };

    /// <summary>What reset goes by, then the old policy's switches, then the new policy's.</summary>
    private static IEnumerable<PolicySettingDefinition> Methods() =>
    [
        .. ResetMethod.All.Select(method => new PolicySettingDefinition(PolicyPage.AuthenticationMethods, method.Setting, method.Meaning)
        {
            Parts = PolicyPart.Portal | PolicyPart.Methods,
        }),
        .. ResetMethod.All.Select(method => Portal(
            PolicyPage.AuthenticationMethods, method.LegacySetting, $"The old policy's switch for: {method.Meaning}", method.LegacyField)),
        .. MethodsPolicyFacts.Names.Select(name => new PolicySettingDefinition(
            PolicyPage.AuthenticationMethods, name.Setting, $"The authentication methods policy's {name.Words}")
        {
            Parts = PolicyPart.Methods,
        }),
    ];
}
