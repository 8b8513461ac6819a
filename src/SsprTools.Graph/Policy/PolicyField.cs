namespace SsprTools.Graph.Policy;

/// <summary>The names on the wire, misspellings included. Source: facts/graph.md 1.7, 1.8, 2.3, 2.4 and 2.7.</summary>
internal static class PolicyField
{
    public const string EnablementType = "enablementType";
    public const string GroupIds = "passwordResetEnabledGroupIds";

    /// <summary>Filled only when the query asks for it; to be sent empty, and never compared.</summary>
    public const string GroupName = "passwordResetEnabledGroupName";

    public const string NumberOfMethods = "numberOfAuthenticationMethodsRequired";
    public const string Email = "emailOptionEnabled";
    public const string MobilePhone = "mobilePhoneOptionEnabled";
    public const string OfficePhone = "officePhoneOptionEnabled";
    public const string SecurityQuestions = "securityQuestionsOptionEnabled";
    public const string AppNotification = "mobileAppNotificationEnabled";
    public const string AppCode = "mobileAppCodeEnabled";
    public const string QuestionsToRegister = "numberOfQuestionsToRegister";
    public const string QuestionsToReset = "numberOfQuestionsToReset";
    public const string RequireRegistration = "registrationRequiredOnSignIn";
    public const string ReconfirmDays = "registrationReconfirmIntevalInDays";
    public const string SkipRegistration = "skipRegistrationAllowed";
    public const string SkipRegistrationDays = "skipRegistrationMaxAllowedDays";
    public const string NotifyUsers = "notifyUsersOnPasswordReset";
    public const string NotifyAdmins = "notifyOnAdminPasswordReset";
    public const string CustomizeHelpdesk = "customizeHelpdeskLink";
    public const string HelpdeskLink = "customHelpdeskEmailOrUrl";

    public const string Writeback = "passwordWritebackSupported";
    public const string AccountUnlock = "accountUnlockEnabled";
    public const string ConnectEnablement = "enablementForTenant";
    public const string CloudSyncEnablement = "cloudProvisioningEnablementForTenant";

    /// <summary>How writeback is called when it is written: another B than when it is read (2.4).</summary>
    public const string WritebackOnWrite = "passwordWriteBackSupported";

    public const string AdminEnabled = "enabled";
    public const string AdminMethods = "ssprEnabledAuthenticationMethods";
    public const string AdminMethodsRequired = "methodsRequiredToReset";

    public const string AllowedToUseSspr = "allowedToUseSSPR";
    public const string MigrationState = "policyMigrationState";
    public const string State = "state";
    public const string IncludeTargets = "includeTargets";
    public const string ExcludeTargets = "excludeTargets";
    public const string OfficePhoneAllowed = "isOfficePhoneAllowed";
    public const string CodesAllowed = "isSoftwareOathEnabled";
    public const string SnoozeDays = "snoozeDurationInDays";
}
