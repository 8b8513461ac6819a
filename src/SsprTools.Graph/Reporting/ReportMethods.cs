using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Reporting;

/// <summary>Whether the words of the registration report are methods that reset accepts. Sources: facts/graph.md 1.6, 1.10, 3.1, 3.9.</summary>
internal static class ReportMethods
{
    // The administrators' own policy, which nobody can edit: email, the app, a phone (facts/graph.md 3.9).
    private static readonly AllowedMethods s_administrator =
        new([ResetMethod.Email, ResetMethod.AppNotification, ResetMethod.AppCode, ResetMethod.MobilePhone, ResetMethod.OfficePhone], []);

    private static readonly Dictionary<string, ResetMethod?> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mobilePhone"] = ResetMethod.MobilePhone,
        ["mobileSMS"] = ResetMethod.MobilePhone,
        ["mobileCall"] = ResetMethod.MobilePhone,
        ["sms"] = ResetMethod.MobilePhone,
        ["officePhone"] = ResetMethod.OfficePhone,
        ["email"] = ResetMethod.Email,
        ["securityQuestion"] = ResetMethod.SecurityQuestions,
        ["microsoftAuthenticatorPush"] = ResetMethod.AppNotification,
        ["softwareOneTimePasscode"] = ResetMethod.AppCode,
        ["appNotification"] = ResetMethod.AppNotification,
        ["appCode"] = ResetMethod.AppCode,
        ["oneTimePasscode"] = ResetMethod.AppCode,
        ["alternateMobilePhone"] = null,
        ["alternateMobileCall"] = null,
        ["fido2SecurityKey"] = null,
        ["fido"] = null,
        ["windowsHelloForBusiness"] = null,
        ["temporaryAccessPass"] = null,
        ["passKeyDeviceBound"] = null,
        ["passKeyDeviceBoundAuthenticator"] = null,
        ["passKeyDeviceBoundWindowsHello"] = null,
        ["passKeySynced"] = null,
        ["macOsSecureEnclaveKey"] = null,
        ["qrCode"] = null,
        ["externalAuthMethod"] = null,
        ["appPassword"] = null,
    };

    /// <summary>
    /// Whether a user holds a method that reset accepts; <see langword="null"/>: a method is there of which that is not known. Words that this version does
    /// not know, and those on which sources are silent (hardware codes, passwordless phone sign-in), are such.
    /// </summary>
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
            if (!s_words.TryGetValue(word, out var method))
            {
                perhaps = true;
                continue;
            }

            if (method is not { } kind)
            {
                continue;
            }

            if ((isAdministrator ? s_administrator : allowed) is not { } policy)
            {
                perhaps = true;
            }
            else if (Forms(kind).Any(policy.Sure.Contains))
            {
                return true;
            }
            else
            {
                perhaps |= Forms(kind).Any(policy.Perhaps.Contains);
            }
        }

        return perhaps ? null : false;
    }

    // An app that notifies shows codes too.
    private static IReadOnlyList<ResetMethod> Forms(ResetMethod method) =>
        method == ResetMethod.AppNotification ? [ResetMethod.AppNotification, ResetMethod.AppCode] : [method];
}
