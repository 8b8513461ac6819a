using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Which proofs a user can be offered at a reset: held, allowed by policy and migration state (graph.md 1.7, 3.1, 3.9), still in service (3.11).</summary>
internal static class OfferedOptions
{
    public static IReadOnlyList<GateOption> For(TenantState state, User user, Switches switches, DateTimeOffset now)
    {
        bool administrator = state.Scope.IsAdministrator(user.Id);
        bool telephony = Telephony.Works(now, switches);
        List<GateOption> offered = [];
        foreach (ResetMethod method in SsprRules.ResetMethods(state, user, withContactData: true))
        {
            offered.AddRange(OptionsOf(state, user, method, administrator).Where(option => telephony || !GateOptions.IsPhone(option)));
        }

        // graph.md 3.1: beside the app as many other methods must be allowed as there are gates.
        return !administrator && !IsAppAllowedBesideOthers(state, user, SsprRules.GatesFor(state, user, now))
            ? [.. offered.Where(option => GateOptions.MethodOf(option) != ResetMethod.App)]
            : offered;
    }

    /// <summary>Different methods among the options: what the number of gates is compared with.</summary>
    public static int MethodCount(IEnumerable<GateOption> options) => options.Select(GateOptions.MethodOf).Distinct().Count();

    private static bool IsAppAllowedBesideOthers(TenantState state, User user, int gates) =>
        Enum.GetValues<ResetMethod>().Count(method => method != ResetMethod.App && SsprRules.IsAllowed(state, user, method)) >= gates;

    private static IEnumerable<GateOption> OptionsOf(TenantState state, User user, ResetMethod method, bool administrator)
    {
        switch (method)
        {
            case ResetMethod.Email:
                yield return GateOption.Email;
                break;
            case ResetMethod.MobilePhone:
                if (administrator || AllowsMobile(state, user, "Sms"))
                {
                    yield return GateOption.MobileText;
                }

                if (administrator || AllowsMobile(state, user, "Voice"))
                {
                    yield return GateOption.MobileCall;
                }

                break;
            case ResetMethod.OfficePhone:
                yield return GateOption.OfficeCall;
                break;
            case ResetMethod.App:
                foreach (GateOption option in AppOptions(state, user, administrator))
                {
                    yield return option;
                }

                break;
            default:
                if (user.Methods.SecurityAnswers.Length >= state.SsprPolicy.QuestionsToReset)
                {
                    yield return GateOption.Questions;
                }

                break;
        }
    }

    // The legacy policy's mobile phone means text and call alike.
    private static bool AllowsMobile(TenantState state, User user, string configurationId) => state.MethodsPolicy.MigrationState switch
    {
        MigrationState.PreMigration => state.SsprPolicy.MobilePhoneEnabled,
        MigrationState.MigrationInProgress => state.SsprPolicy.MobilePhoneEnabled || SsprRules.IsFor(state, user, configurationId),
        _ => SsprRules.IsFor(state, user, configurationId),
    };

    // graph.md 3.1: before the migration one gate takes the app's code only, two gates take code or notification. graph.md 1.7: after it the methods
    // policy alone says; the code is allowed by Authenticator, if its codes are, and by software OATH.
    private static IEnumerable<GateOption> AppOptions(TenantState state, User user, bool administrator)
    {
        SsprPolicy policy = state.SsprPolicy;
        bool old = state.MethodsPolicy.MigrationState != MigrationState.MigrationComplete;
        bool modern = state.MethodsPolicy.MigrationState != MigrationState.PreMigration;
        bool authenticator = modern && SsprRules.IsFor(state, user, "MicrosoftAuthenticator");
        bool notification = administrator || authenticator || (old && policy.AppNotificationEnabled && (modern || policy.NumberOfMethodsRequired > 1));
        bool code = administrator || (old && policy.AppCodeEnabled)
            || (authenticator && state.MethodsPolicy.Find("MicrosoftAuthenticator")?.IsSoftwareOathEnabled != false)
            || (modern && SsprRules.IsFor(state, user, "SoftwareOath"));
        if (notification && !user.Methods.AuthenticatorApps.IsEmpty)
        {
            yield return GateOption.AppNotification;
        }

        if (code)
        {
            yield return GateOption.AppCode;
        }
    }
}
