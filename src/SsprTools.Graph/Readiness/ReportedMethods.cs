using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>The words of the registration report's <c>methodsRegistered</c>, which are an open list (facts/graph.md 1.10).</summary>
internal static class ReportedMethods
{
    private static readonly Dictionary<string, MethodKind> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mobilePhone"] = MethodKind.MobilePhone,
        ["mobileSMS"] = MethodKind.MobilePhone,
        ["mobileCall"] = MethodKind.MobilePhone,
        ["sms"] = MethodKind.MobilePhone,
        ["alternateMobilePhone"] = MethodKind.AlternateMobilePhone,
        ["alternateMobileCall"] = MethodKind.AlternateMobilePhone,
        ["officePhone"] = MethodKind.OfficePhone,
        ["email"] = MethodKind.Email,
        ["microsoftAuthenticatorPush"] = MethodKind.MicrosoftAuthenticator,
        ["microsoftAuthenticatorPasswordless"] = MethodKind.MicrosoftAuthenticator,
        ["appNotification"] = MethodKind.MicrosoftAuthenticator,
        ["softwareOneTimePasscode"] = MethodKind.SoftwareOath,
        ["appCode"] = MethodKind.SoftwareOath,
        ["fido2SecurityKey"] = MethodKind.Fido2,
        ["fido"] = MethodKind.Fido2,
        ["passKeyDeviceBound"] = MethodKind.Fido2,
        ["passKeyDeviceBoundAuthenticator"] = MethodKind.Fido2,
        ["passKeyDeviceBoundWindowsHello"] = MethodKind.Fido2,
        ["passKeySynced"] = MethodKind.Fido2,
        ["windowsHelloForBusiness"] = MethodKind.WindowsHelloForBusiness,
        ["temporaryAccessPass"] = MethodKind.TemporaryAccessPass,
        ["macOsSecureEnclaveKey"] = MethodKind.PlatformCredential,
        ["appPassword"] = MethodKind.Password,
    };

    /// <summary>The kind, or <see langword="null"/> if it is none that the methods of a user show (security questions), or a new word.</summary>
    public static MethodKind? KindOf(string word) => s_kinds.TryGetValue(word, out var kind) ? kind : null;

    public static bool IsQuestion(string word) => string.Equals(word, "securityQuestion", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kinds that a reset can use and that the report tells surely.</summary>
    public static HashSet<MethodKind> ForReset(RegistrationRow row) => [.. row.MethodsRegistered
        .Select(KindOf).OfType<MethodKind>()
        .Where(kind => kind is MethodKind.MobilePhone or MethodKind.OfficePhone or MethodKind.Email or MethodKind.MicrosoftAuthenticator or MethodKind.SoftwareOath)];
}
