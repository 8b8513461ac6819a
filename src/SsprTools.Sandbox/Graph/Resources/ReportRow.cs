using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Rows of the registration report (graph.md 1.10), worked out from a state when they are read.</summary>
internal sealed class ReportRow(TenantState state, DateTimeOffset refreshed, Switches switches)
{
    private static readonly JsonEncodedText s_id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText s_upn = JsonEncodedText.Encode("userPrincipalName");
    private static readonly JsonEncodedText s_name = JsonEncodedText.Encode("userDisplayName");
    private static readonly JsonEncodedText s_type = JsonEncodedText.Encode("userType");
    private static readonly JsonEncodedText s_isAdmin = JsonEncodedText.Encode("isAdmin");
    private static readonly JsonEncodedText s_enabled = JsonEncodedText.Encode("isSsprEnabled");
    private static readonly JsonEncodedText s_registered = JsonEncodedText.Encode("isSsprRegistered");
    private static readonly JsonEncodedText s_capable = JsonEncodedText.Encode("isSsprCapable");
    private static readonly JsonEncodedText s_mfaRegistered = JsonEncodedText.Encode("isMfaRegistered");
    private static readonly JsonEncodedText s_mfaCapable = JsonEncodedText.Encode("isMfaCapable");
    private static readonly JsonEncodedText s_passwordless = JsonEncodedText.Encode("isPasswordlessCapable");
    private static readonly JsonEncodedText s_methods = JsonEncodedText.Encode("methodsRegistered");
    private static readonly JsonEncodedText s_systemPreferred = JsonEncodedText.Encode("isSystemPreferredAuthenticationMethodEnabled");
    private static readonly JsonEncodedText s_systemMethods = JsonEncodedText.Encode("systemPreferredAuthenticationMethods");
    private static readonly JsonEncodedText s_preferred = JsonEncodedText.Encode("userPreferredMethodForSecondaryAuthentication");
    private static readonly JsonEncodedText s_updated = JsonEncodedText.Encode("lastUpdatedDateTime");

    private readonly JsonEncodedText _refreshed = JsonEncodedText.Encode(JsonValueWriter.Format(refreshed));

    public Shape<User> Shape => field ??= new("userRegistrationDetails",
    [
        new("id", user => user.Id),
        new("userPrincipalName", user => user.UserPrincipalName),
        new("userDisplayName", user => user.DisplayName),
        new("userType", user => user.IsGuest ? "guest" : "member"),
        new("isAdmin", user => state.Scope.HoldsRole(user.Id)),
        new("isSsprRegistered", user => SsprRules.IsRegistered(state, user, switches, refreshed)),
        new("isSsprEnabled", user => SsprRules.IsEnabled(state, user)),
        new("isSsprCapable", user => SsprRules.IsEnabled(state, user) && SsprRules.IsRegistered(state, user, switches, refreshed)),
        new("isMfaRegistered", user => IsMfaRegistered(user.Methods)),
        new("isMfaCapable", user => IsMfaRegistered(user.Methods)),
        new("isPasswordlessCapable", _ => false),
        new("methodsRegistered", user => MethodsOf(user.Methods)),
        new("isSystemPreferredAuthenticationMethodEnabled", _ => false),
        new("systemPreferredAuthenticationMethods", _ => Array.Empty<string>()),
        new("userPreferredMethodForSecondaryAuthentication", user => Preferred(user.Methods.Default)),
        new("lastUpdatedDateTime", _ => refreshed),
    ]);

    /// <summary>The same as the shape, by hand: this is the page that is read by the hundred thousand.</summary>
    public void Write(Utf8JsonWriter writer, User user)
    {
        bool enabled = SsprRules.IsEnabled(state, user);
        bool registered = SsprRules.IsRegistered(state, user, switches, refreshed);
        bool mfa = IsMfaRegistered(user.Methods);
        writer.WriteString(s_id, user.Id);
        writer.WriteString(s_upn, user.UserPrincipalName);
        writer.WriteString(s_name, user.DisplayName);
        writer.WriteString(s_type, user.IsGuest ? "guest"u8 : "member"u8);
        writer.WriteBoolean(s_isAdmin, state.Scope.HoldsRole(user.Id));
        writer.WriteBoolean(s_registered, registered);
        writer.WriteBoolean(s_enabled, enabled);
        writer.WriteBoolean(s_capable, enabled && registered);
        writer.WriteBoolean(s_mfaRegistered, mfa);
        writer.WriteBoolean(s_mfaCapable, mfa);
        writer.WriteBoolean(s_passwordless, false);
        writer.WriteStartArray(s_methods);
        WriteMethods(writer, user.Methods);
        writer.WriteEndArray();
        writer.WriteBoolean(s_systemPreferred, false);
        writer.WriteStartArray(s_systemMethods);
        writer.WriteEndArray();
        writer.WriteString(s_preferred, Preferred(user.Methods.Default));
        writer.WriteString(s_updated, _refreshed);
    }

    public static IReadOnlyList<string> MethodsOf(AuthenticationMethods methods)
    {
        List<string> names = [];
        Add(methods.MobilePhone is not null, "mobilePhone");
        Add(methods.AlternateMobilePhone is not null, "alternateMobilePhone");
        Add(methods.OfficePhone is not null, "officePhone");
        Add(methods.Email is not null, "email");
        Add(methods.SecurityQuestions > 0, "securityQuestion");
        Add(!methods.AuthenticatorApps.IsEmpty, "microsoftAuthenticatorPush");
        Add(!methods.SoftwareOath.IsEmpty, "softwareOneTimePasscode");
        return names;

        void Add(bool has, string name)
        {
            if (has)
            {
                names.Add(name);
            }
        }
    }

    // Email and questions are never a second factor at sign-in (graph.md 1.6).
    public static bool IsMfaRegistered(AuthenticationMethods methods) =>
        methods.MobilePhone is not null || methods.AlternateMobilePhone is not null || methods.OfficePhone is not null
        || !methods.AuthenticatorApps.IsEmpty || !methods.SoftwareOath.IsEmpty;

    private static void WriteMethods(Utf8JsonWriter writer, AuthenticationMethods methods)
    {
        if (ReferenceEquals(methods, AuthenticationMethods.None))
        {
            return;
        }

        foreach (string name in MethodsOf(methods))
        {
            writer.WriteStringValue(name);
        }
    }

    private static string Preferred(DefaultMethod method) => method switch
    {
        DefaultMethod.Push => "push",
        DefaultMethod.Oath => "oath",
        DefaultMethod.VoiceMobile => "voiceMobile",
        DefaultMethod.VoiceAlternateMobile => "voiceAlternateMobile",
        DefaultMethod.VoiceOffice => "voiceOffice",
        DefaultMethod.Sms => "sms",
        _ => "none",
    };
}
