using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Who may reset and with what: pure functions over a state (graph.md 1.7, 3.6, 3.9).</summary>
internal static class SsprRules
{
    private static readonly ResetMethod[] s_methods = Enum.GetValues<ResetMethod>();

    /// <summary>In scope: All, or a (transitive) member of the selected group; administrators by allowedToUseSSPR (graph.md 3.6).</summary>
    public static bool IsEnabled(TenantState state, User user)
    {
        if (state.Scope.IsAdministrator(user.Id))
        {
            return state.AuthorizationPolicy.AllowedToUseSspr;
        }

        return state.SsprPolicy.Enablement switch
        {
            SsprEnablement.All => true,
            SsprEnablement.Selected => state.Scope.IsSelected(user.Id),
            _ => false,
        };
    }

    /// <summary>How many methods the user must prove.</summary>
    public static int GatesFor(TenantState state, User user, DateTimeOffset now) =>
        state.Scope.IsAdministrator(user.Id) ? AdministratorGates(state, now) : state.SsprPolicy.NumberOfMethodsRequired;

    /// <summary>
    /// Two where the two-gate policy applies: a custom domain, synchronization, or a trial that is over 30 days old; one in a trial's first
    /// 30 days, whatever else is there (graph.md 3.9).
    /// </summary>
    public static int AdministratorGates(TenantState state, DateTimeOffset now)
    {
        if (state.Info.TrialStarted is { } started)
        {
            return now - started <= TimeSpan.FromDays(30) ? 1 : 2;
        }

        return state.Info.HasCustomDomain || state.Info.OnPremisesSyncEnabled == true ? 2 : 1;
    }

    public static bool IsRegistered(TenantState state, User user, Switches switches, DateTimeOffset now) =>
        ResetMethods(state, user, switches.ContactDataCountsAsRegistered).Count >= (state.Scope.IsAdministrator(user.Id)
            ? switches.AdministratorsNeedTwoMethods ? 2 : AdministratorGates(state, now)
            : state.SsprPolicy.NumberOfMethodsRequired);

    /// <summary>The user's methods that count for a reset, without the alternate mobile (MFA only) and phones with an extension.</summary>
    public static IReadOnlyList<ResetMethod> ResetMethods(TenantState state, User user, bool withContactData)
    {
        bool administrator = state.Scope.IsAdministrator(user.Id);
        List<ResetMethod> usable = [];
        foreach (ResetMethod method in s_methods)
        {
            if (Has(user, method, withContactData) && (administrator ? AllowedForAdministrators(method) : IsAllowed(state, user, method)))
            {
                usable.Add(method);
            }
        }

        // graph.md 3.9: administrators prove two of email, app and phone; two phones are one of these.
        if (administrator && usable.Contains(ResetMethod.MobilePhone))
        {
            _ = usable.Remove(ResetMethod.OfficePhone);
        }

        return usable;
    }

    /// <summary>Whether policy lets ordinary users reset with a method: legacy policy, methods policy, or both, by migration state.</summary>
    public static bool IsAllowed(TenantState state, User user, ResetMethod method)
    {
        // Security questions live in the legacy policy only, in every migration state.
        if (method == ResetMethod.SecurityQuestions)
        {
            return state.SsprPolicy.SecurityQuestionsEnabled;
        }

        return state.MethodsPolicy.MigrationState switch
        {
            MigrationState.PreMigration => AllowedByLegacy(state.SsprPolicy, method),
            MigrationState.MigrationInProgress => AllowedByLegacy(state.SsprPolicy, method) || AllowedByMethodsPolicy(state, user, method),
            _ => AllowedByMethodsPolicy(state, user, method),
        };
    }

    private static bool AllowedForAdministrators(ResetMethod method) =>
        method is ResetMethod.Email or ResetMethod.App or ResetMethod.MobilePhone or ResetMethod.OfficePhone;

    private static bool AllowedByLegacy(SsprPolicy policy, ResetMethod method) => method switch
    {
        ResetMethod.Email => policy.EmailEnabled,
        ResetMethod.MobilePhone => policy.MobilePhoneEnabled,
        ResetMethod.OfficePhone => policy.OfficePhoneEnabled,
        // With one gate only the app's code counts, a notification alone does not (graph.md 3.1).
        ResetMethod.App => policy.AppCodeEnabled || (policy.AppNotificationEnabled && policy.NumberOfMethodsRequired > 1),
        _ => false,
    };

    private static bool AllowedByMethodsPolicy(TenantState state, User user, ResetMethod method) => method switch
    {
        ResetMethod.Email => IsFor(state, user, "Email"),
        ResetMethod.MobilePhone => IsFor(state, user, "Sms") || IsFor(state, user, "Voice"),
        ResetMethod.OfficePhone => state.MethodsPolicy.Find("Voice")?.IsOfficePhoneAllowed == true && IsFor(state, user, "Voice"),
        ResetMethod.App => IsFor(state, user, "MicrosoftAuthenticator") || IsFor(state, user, "SoftwareOath"),
        _ => false,
    };

    /// <summary>Whether a method of the authentication methods policy is enabled for a user.</summary>
    public static bool IsFor(TenantState state, User user, string configurationId) =>
        state.MethodsPolicy.Find(configurationId) is { Enabled: true } configuration
        && configuration.IncludeTargets.Any(target => Covers(state, user, target))
        && !configuration.ExcludeTargets.Any(target => Covers(state, user, target));

    private static bool Covers(TenantState state, User user, MethodTarget target) =>
        target.Id == "all_users"
        || (Guid.TryParse(target.Id, out Guid id)
            && (id == user.Id || state.TransitiveGroupsOf(user.Id).Any(group => group.Id == id)));

    private static bool Has(User user, ResetMethod method, bool withContactData) => method switch
    {
        ResetMethod.Email => user.Methods.Email is not null || (withContactData && (user.OtherMails.Length > 0 || (user.IsGuestWithPasswordHere && user.Mail is not null))),
        ResetMethod.MobilePhone => user.Methods.MobilePhone is not null || (withContactData && PhoneText.IsStored(user.MobilePhone)),
        ResetMethod.OfficePhone => PhoneText.IsStored(user.Methods.OfficePhone) || (withContactData && user.BusinessPhones.Any(PhoneText.IsStored)),
        ResetMethod.App => !user.Methods.AuthenticatorApps.IsEmpty || !user.Methods.SoftwareOath.IsEmpty,
        _ => user.Methods.SecurityQuestions >= 3,
    };
}
