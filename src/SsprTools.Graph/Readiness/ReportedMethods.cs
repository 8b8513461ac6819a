using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>
/// The words of the registration report's <c>methodsRegistered</c>: which kind of method each is, and what password reset makes of it. The list is open
/// (facts/graph.md 1.10); what reset accepts: 1.6, 3.1, 3.9.
/// </summary>
internal static class ReportedMethods
{
    // The administrators' own policy, which nobody can edit: email, the app, a phone (facts/graph.md 3.9).
    private static readonly AllowedMethods s_administrator =
        new([ResetMethod.Email, ResetMethod.AppNotification, ResetMethod.AppCode, ResetMethod.MobilePhone, ResetMethod.OfficePhone], []);

    // A word that is not here is one that this version does not know, or of which sources are silent (hardware codes).
    private static readonly Dictionary<string, Word> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mobilePhone"] = new(MethodKind.MobilePhone, ResetMethod.MobilePhone),
        ["mobileSMS"] = new(MethodKind.MobilePhone, ResetMethod.MobilePhone),
        ["mobileCall"] = new(MethodKind.MobilePhone, ResetMethod.MobilePhone),
        ["sms"] = new(MethodKind.MobilePhone, ResetMethod.MobilePhone),
        ["alternateMobilePhone"] = new(MethodKind.AlternateMobilePhone, null),
        ["alternateMobileCall"] = new(MethodKind.AlternateMobilePhone, null),
        ["officePhone"] = new(MethodKind.OfficePhone, ResetMethod.OfficePhone),
        ["email"] = new(MethodKind.Email, ResetMethod.Email),
        ["securityQuestion"] = new(null, ResetMethod.SecurityQuestions),
        ["microsoftAuthenticatorPush"] = new(MethodKind.MicrosoftAuthenticator, ResetMethod.AppNotification),
        ["microsoftAuthenticatorPasswordless"] = new(MethodKind.MicrosoftAuthenticator, null, IsResetKnown: false),
        ["appNotification"] = new(MethodKind.MicrosoftAuthenticator, ResetMethod.AppNotification),
        ["softwareOneTimePasscode"] = new(MethodKind.SoftwareOath, ResetMethod.AppCode),
        ["appCode"] = new(MethodKind.SoftwareOath, ResetMethod.AppCode),
        ["oneTimePasscode"] = new(null, ResetMethod.AppCode),
        ["fido2SecurityKey"] = new(MethodKind.Fido2, null),
        ["fido"] = new(MethodKind.Fido2, null),
        ["passKeyDeviceBound"] = new(MethodKind.Fido2, null),
        ["passKeyDeviceBoundAuthenticator"] = new(MethodKind.Fido2, null),
        ["passKeyDeviceBoundWindowsHello"] = new(MethodKind.Fido2, null),
        ["passKeySynced"] = new(MethodKind.Fido2, null),
        ["windowsHelloForBusiness"] = new(MethodKind.WindowsHelloForBusiness, null),
        ["temporaryAccessPass"] = new(MethodKind.TemporaryAccessPass, null),
        ["macOsSecureEnclaveKey"] = new(MethodKind.PlatformCredential, null),
        ["qrCode"] = new(null, null),
        ["externalAuthMethod"] = new(null, null),
        ["appPassword"] = new(MethodKind.Password, null),
    };

    /// <summary>The kind, or <see langword="null"/> if it is none that the methods of a user show (security questions), or a new word.</summary>
    public static MethodKind? KindOf(string word) => s_words.GetValueOrDefault(word)?.Kind;

    public static bool IsQuestion(string word) => s_words.GetValueOrDefault(word)?.Reset == ResetMethod.SecurityQuestions;

    /// <summary>The kinds that a reset can use and that the report tells surely.</summary>
    public static HashSet<MethodKind> ForReset(RegistrationRow row) => [.. row.MethodsRegistered
        .Select(KindOf).OfType<MethodKind>()
        .Where(kind => kind is MethodKind.MobilePhone or MethodKind.OfficePhone or MethodKind.Email or MethodKind.MicrosoftAuthenticator or MethodKind.SoftwareOath)];

    /// <summary>Whether a user holds a method that reset accepts; <see langword="null"/>: a method is there of which that is not known.</summary>
    public static bool? HasUsable(IReadOnlyList<string> words, bool? registered, bool isAdministrator, AllowedMethods? allowed)
    {
        if (registered == true)
        {
            // The service's own word: as many usable methods as the policy asks for, which is at least one.
            return true;
        }

        var perhaps = false;
        foreach (var word in words)
        {
            if (!s_words.TryGetValue(word, out var known) || !known.IsResetKnown)
            {
                perhaps = true;
                continue;
            }

            if (known.Reset is not { } method)
            {
                continue;
            }

            if ((isAdministrator ? s_administrator : allowed) is not { } policy)
            {
                perhaps = true;
            }
            else if (Forms(method).Any(policy.Sure.Contains))
            {
                return true;
            }
            else
            {
                perhaps |= Forms(method).Any(policy.Perhaps.Contains);
            }
        }

        return perhaps ? null : false;
    }

    // An app that notifies shows codes too.
    private static IReadOnlyList<ResetMethod> Forms(ResetMethod method) =>
        method == ResetMethod.AppNotification ? [ResetMethod.AppNotification, ResetMethod.AppCode] : [method];

    /// <param name="Kind">As the methods of a user show it; <see langword="null"/>: not at all.</param>
    /// <param name="Reset">As password reset uses it; <see langword="null"/>: it does not.</param>
    /// <param name="IsResetKnown">Whether sources say what reset makes of it.</param>
    private sealed record Word(MethodKind? Kind, ResetMethod? Reset, bool IsResetKnown = true);
}
