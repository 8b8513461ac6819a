namespace SsprTools.Graph.Policy;

/// <summary>
/// Every setting, in the order of the portal's pages. A default stands here only if a source states it and none denies it: Microsoft's own
/// pages, or the "Default Value" paragraphs of the CIS Microsoft Azure Foundations Benchmark. What tutorials merely tell people to choose is no default.
/// </summary>
public static class PolicyCatalogue
{
    internal const string Scope = "Scope";
    internal const string SelectedGroup = "SelectedGroup";
    internal const string NumberOfMethodsRequired = "NumberOfMethodsRequired";
    internal const string MethodMigration = "MethodMigration";
    internal const string SecurityQuestions = "SecurityQuestions";
    internal const string QuestionsToRegister = "QuestionsToRegister";
    internal const string QuestionsToReset = "QuestionsToReset";
    internal const string RequireRegistration = "RequireRegistration";
    internal const string ReconfirmDays = "ReconfirmDays";
    internal const string RegistrationCampaign = "RegistrationCampaign";
    internal const string NotifyUsers = "NotifyUsers";
    internal const string NotifyAdmins = "NotifyAdmins";
    internal const string CustomizeHelpdeskLink = "CustomizeHelpdeskLink";
    internal const string HelpdeskLink = "HelpdeskLink";
    internal const string PasswordWriteback = "PasswordWriteback";
    internal const string UnlockWithoutReset = "UnlockWithoutReset";
    internal const string AdminSsprEnabled = "AdminSsprEnabled";

    private const string Cis = "CIS Microsoft Azure Foundations Benchmark 3.0.0, ";
    private const string Learn = "https://learn.microsoft.com/entra/identity/authentication/";
    private const string Campaign = "https://learn.microsoft.com/graph/api/resources/authenticationmethodsregistrationcampaign";

    /// <summary>All settings.</summary>
    public static IReadOnlyList<PolicySettingDefinition> Settings { get; } =
    [
        Portal(PolicyPage.Properties, Scope, "For whom reset is on: None, Selected, All", PolicyField.EnablementType) with
        {
            Default = SsprScope.None,
            DefaultSource = "https://learn.microsoft.com/training/modules/allow-users-reset-their-password/3-implement-azure-ad-self-service-password-reset",
            Kind = SettingKind.Choice(SsprScope.None, SsprScope.Selected, SsprScope.All),
            PortalLabel = "Self service password reset enabled",
        },
        Portal(PolicyPage.Properties, SelectedGroup, "The group for which reset is on while the scope is Selected", PolicyField.GroupIds) with
        {
            Kind = SettingKind.Group,
            PortalLabel = "Select group",
        },

        Portal(PolicyPage.AuthenticationMethods, NumberOfMethodsRequired, "How many methods a reset asks for", PolicyField.NumberOfMethods) with
        {
            DefaultSource = "Sources disagree: " + Cis + "2.5 states 2; " + Learn + "tutorial-enable-sspr reads as if it were 1.",
            Kind = SettingKind.Number(1, 2),
            PortalLabel = "Number of methods required to reset",
        },
        Graph(PolicyPage.AuthenticationMethods, MethodMigration, "Which of the two policies decides on methods: the old one, either, the new one", PolicySection.Methods, PolicyField.MigrationState) with
        {
            Kind = SettingKind.Choice(MigrationState.PreMigration, MigrationState.InProgress, MigrationState.Complete),
        },
        .. MethodSettings.All,
        Portal(PolicyPage.AuthenticationMethods, QuestionsToRegister, "How many security questions a user registers", PolicyField.QuestionsToRegister) with
        {
            Kind = SettingKind.Number(3, 5),
            PortalLabel = "Number of questions required to register",
        },
        Portal(PolicyPage.AuthenticationMethods, QuestionsToReset, "How many security questions a reset asks", PolicyField.QuestionsToReset) with
        {
            Kind = SettingKind.Number(3, 5),
            PortalLabel = "Number of questions required to reset",
        },

        Portal(PolicyPage.Registration, RequireRegistration, "Whether users are asked to register when they sign in", PolicyField.RequireRegistration) with
        {
            Kind = SettingKind.Switch,
            PortalLabel = "Require users to register when signing in?",
        },
        Portal(PolicyPage.Registration, ReconfirmDays, "Days until users confirm their data again; 0 is never", PolicyField.ReconfirmDays) with
        {
            Default = 180,
            DefaultSource = Cis + "2.9; " + Learn + "tutorial-enable-sspr",
            Kind = SettingKind.Number(0, 730),
            PortalLabel = "Number of days before users are asked to re-confirm their authentication information",
        },
        Portal(PolicyPage.Registration, "SkipRegistrationAllowed", "Whether users may postpone registering", PolicyField.SkipRegistration) with
        {
            Kind = SettingKind.Switch,
        },
        // No source states a bound for it.
        Portal(PolicyPage.Registration, "SkipRegistrationDays", "For how many days users may postpone it", PolicyField.SkipRegistrationDays) with
        {
            Kind = SettingKind.Number(0, int.MaxValue),
        },
        Graph(PolicyPage.Registration, RegistrationCampaign, "Whether users are nudged to set up Authenticator: Default, Enabled, Disabled", PolicySection.Campaign, PolicyField.State) with
        {
            Default = CampaignState.Default,
            DefaultSource = Campaign,
            Kind = SettingKind.Choice(CampaignState.Default, CampaignState.Enabled, CampaignState.Disabled),
        },
        Graph(PolicyPage.Registration, "RegistrationCampaignSnoozeDays", "For how many days users may put the nudge off", PolicySection.Campaign, PolicyField.SnoozeDays) with
        {
            Kind = SettingKind.Number(0, 14),
        },
        Graph(PolicyPage.Registration, "RegistrationCampaignTarget", "Whom the campaign nudges", PolicySection.Campaign, PolicyField.IncludeTargets) with
        {
            Kind = SettingKind.Targets,
        },

        Portal(PolicyPage.Notifications, NotifyUsers, "Whether users get mail when their password was reset", PolicyField.NotifyUsers) with
        {
            Default = true,
            DefaultSource = Cis + "2.10",
            Kind = SettingKind.Switch,
            PortalLabel = "Notify users on password resets?",
        },
        Portal(PolicyPage.Notifications, NotifyAdmins, "Whether all admins get mail when an admin's password was reset", PolicyField.NotifyAdmins) with
        {
            Default = false,
            DefaultSource = Cis + "2.11",
            Kind = SettingKind.Switch,
            PortalLabel = "Notify all admins when other admins reset their password?",
        },

        Portal(PolicyPage.Customization, CustomizeHelpdeskLink, "Whether users see your own helpdesk link", PolicyField.CustomizeHelpdesk) with
        {
            Kind = SettingKind.Switch,
            PortalLabel = "Customize helpdesk link",
        },
        Portal(PolicyPage.Customization, HelpdeskLink, "The helpdesk's mail address or web page", PolicyField.HelpdeskLink) with
        {
            Kind = SettingKind.Text,
            PortalLabel = "Custom helpdesk email or URL",
        },

        OnPremises(PasswordWriteback, "Whether resets are written back to Active Directory", PolicyField.Writeback) with
        {
            Kind = SettingKind.Switch,
            PortalLabel = "Write back passwords to your on-premises directory?",
        },
        OnPremises(UnlockWithoutReset, "Whether users may unlock their account without a new password", PolicyField.AccountUnlock) with
        {
            Kind = SettingKind.Switch,
            PortalLabel = "Allow users to unlock accounts without resetting their password?",
        },
        OnPremises("ConnectWriteback", "What the portal says of writeback by Microsoft Entra Connect", PolicyField.ConnectEnablement),
        OnPremises("CloudSyncWriteback", "What the portal says of writeback by cloud sync", PolicyField.CloudSyncEnablement),

        Graph(PolicyPage.Administrator, AdminSsprEnabled, "Whether administrators may reset their own password; says nothing about users", PolicySection.Authorization, PolicyField.AllowedToUseSspr) with
        {
            DefaultSource = "Sources disagree: " + Learn + "concept-sspr-policy states on; " + Learn + "concept-sspr-howitworks of 2025 states off.",
            Kind = SettingKind.Switch,
        },
        Administrators("AdminResetEnabled", "Whether the reset service's policy for administrators is on", PolicyField.AdminEnabled),
        Administrators("AdminMethods", "The methods that count for administrators, in the reset service's own words", PolicyField.AdminMethods),
        Administrators("AdminMethodsRequired", "How many methods a reset asks of administrators", PolicyField.AdminMethodsRequired),
    ];

    /// <summary>The setting of that name, whatever its case, or <see langword="null"/>.</summary>
    public static PolicySettingDefinition? Find(string name) =>
        Settings.FirstOrDefault(setting => string.Equals(setting.Setting, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The setting that stands for a field of the wire, or the field's own name.</summary>
    internal static string NameOf(string section, string field) =>
        Settings.LastOrDefault(setting => setting.Section == section && setting.Field == field)?.Setting is { } name ? $"{name} ({field})"
        : section == PolicySection.Portal ? field
        : $"{section} {field}";

    internal static PolicySettingDefinition Portal(PolicyPage page, string setting, string meaning, string field) =>
        new(page, setting, meaning) { Section = PolicySection.Portal, Field = field, Parts = PolicyPart.Portal };

    internal static PolicySettingDefinition Graph(PolicyPage page, string setting, string meaning, string section, string field) =>
        new(page, setting, meaning) { Section = section, Field = field, Parts = PolicySection.PartOf(section) };

    private static PolicySettingDefinition Administrators(string setting, string meaning, string field) =>
        new(PolicyPage.Administrator, setting, meaning) { Section = PolicySection.Administrators, Field = field, Parts = PolicyPart.Administrators };

    private static PolicySettingDefinition OnPremises(string setting, string meaning, string field) =>
        new(PolicyPage.OnPremisesIntegration, setting, meaning) { Section = PolicySection.OnPremises, Field = field, Parts = PolicyPart.OnPremises };
}
