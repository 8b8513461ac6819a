using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>What the registration pages offer and ask for (graph.md 1.7, 3.1, 3.9).</summary>
internal static class SetupRules
{
    public const int MaxAuthenticatorApps = 5;

    public static IReadOnlyList<SetupMethod> Offered(TenantState state, User user, Switches switches, DateTimeOffset now)
    {
        bool administrator = state.Scope.IsAdministrator(user.Id);
        bool telephony = Telephony.Works(now, switches);
        bool Allowed(ResetMethod method) => administrator
            ? method is ResetMethod.Email or ResetMethod.App or ResetMethod.MobilePhone
            : SsprRules.IsAllowed(state, user, method) || IsForSignIn(state, user, method);
        List<SetupMethod> offered = [];
        Add(telephony && Allowed(ResetMethod.MobilePhone), SetupMethod.Phone);
        Add(Allowed(ResetMethod.Email), SetupMethod.Email);
        Add(telephony && Allowed(ResetMethod.OfficePhone), SetupMethod.OfficePhone);
        Add(Allowed(ResetMethod.App) && user.Methods.AuthenticatorApps.Length < MaxAuthenticatorApps, SetupMethod.App);

        // Never for administrators (graph.md 3.1).
        Add(!administrator && state.SsprPolicy.SecurityQuestionsEnabled, SetupMethod.Questions);
        return offered;

        void Add(bool condition, SetupMethod method)
        {
            if (condition)
            {
                offered.Add(method);
            }
        }
    }

    /// <summary>How many methods are still needed for a reset; what an administrator filled in counts (graph.md 3.1).</summary>
    public static int Missing(TenantState state, User user, Switches switches, DateTimeOffset now) =>
        Math.Max(0, SsprRules.GatesFor(state, user, now) - OfferedOptions.MethodCount(OfferedOptions.For(state, user, switches, now)));

    /// <summary>"Require users to register when signing in" (graph.md 3.1): only for users in scope, only when something can be set up.</summary>
    public static bool IsInterrupted(TenantState state, User user, Switches switches, DateTimeOffset now) =>
        state.SsprPolicy.RegistrationRequiredOnSignIn
        && IsAskedToRegister(state, user)
        && Missing(state, user, switches, now) > 0
        && Offered(state, user, switches, now).Except(Held(user)).Any();

    /// <summary>Methods of which the user has one.</summary>
    public static IEnumerable<SetupMethod> Held(User user)
    {
        if (ContactData.Mobile(user) is not null)
        {
            yield return SetupMethod.Phone;
        }

        if (ContactData.Email(user) is not null)
        {
            yield return SetupMethod.Email;
        }

        if (ContactData.Office(user) is not null)
        {
            yield return SetupMethod.OfficePhone;
        }

        if (!user.Methods.AuthenticatorApps.IsEmpty || !user.Methods.SoftwareOath.IsEmpty)
        {
            yield return SetupMethod.App;
        }

        if (user.Methods.SecurityQuestions > 0)
        {
            yield return SetupMethod.Questions;
        }
    }

    // graph.md 1.9: administrators in the users' scope are asked even when they may not reset.
    private static bool IsAskedToRegister(TenantState state, User user) =>
        SsprRules.IsEnabled(state, user)
        || state.SsprPolicy.Enablement == SsprEnablement.All
        || (state.SsprPolicy.Enablement == SsprEnablement.Selected && state.Scope.IsSelected(user.Id));

    // The combined registration serves sign-in too; there the methods policy decides in every migration state.
    private static bool IsForSignIn(TenantState state, User user, ResetMethod method) => method switch
    {
        ResetMethod.MobilePhone => SsprRules.IsFor(state, user, "Sms") || SsprRules.IsFor(state, user, "Voice"),
        ResetMethod.App => SsprRules.IsFor(state, user, "MicrosoftAuthenticator") || SsprRules.IsFor(state, user, "SoftwareOath"),
        _ => false,
    };
}
