using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Rows of the registration report (graph.md 1.10), worked out from a state when they are read.</summary>
internal sealed class ReportRow(TenantState state, DateTimeOffset refreshed, Switches switches)
{
    // Everything behind the name, by what it says: few rows differ there.
    private readonly Dictionary<int, byte[]> _tails = [];
    private readonly ArrayBufferWriter<byte> _row = new(1024);

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

    /// <summary>The same row as the shape's, put together from bytes: this is the page that is read by the hundred thousand.</summary>
    public void Write(Utf8JsonWriter writer, User user)
    {
        _row.ResetWrittenCount();
        _row.Write("{\"id\":\""u8);
        _ = user.Id.TryFormat(_row.GetSpan(36), out int written);
        _row.Advance(written);
        _row.Write("\",\"userPrincipalName\":\""u8);
        WriteText(user.UserPrincipalName);
        _row.Write("\",\"userDisplayName\":\""u8);
        WriteText(user.DisplayName);
        _row.Write(Tail(user));
        writer.WriteRawValue(_row.WrittenSpan, skipInputValidation: true);
    }

    private void WriteText(string text)
    {
        Span<byte> plain = _row.GetSpan(text.Length * 3);
        int length = Encoding.UTF8.GetBytes(text, plain);
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(plain[..length]) < 0)
        {
            _row.Advance(length);
        }
        else
        {
            _row.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }
    }

    private byte[] Tail(User user)
    {
        bool enabled = SsprRules.IsEnabled(state, user);
        bool registered = SsprRules.IsRegistered(state, user, switches, refreshed);
        bool holdsRole = state.Scope.HoldsRole(user.Id);
        AuthenticationMethods methods = user.Methods;
        int key = Bit(enabled, 0) | Bit(registered, 1) | Bit(holdsRole, 2) | Bit(user.IsGuest, 3)
            | Bit(methods.MobilePhone is not null, 4) | Bit(methods.AlternateMobilePhone is not null, 5) | Bit(methods.OfficePhone is not null, 6)
            | Bit(methods.Email is not null, 7) | Bit(methods.SecurityQuestions > 0, 8) | Bit(!methods.AuthenticatorApps.IsEmpty, 9)
            | Bit(!methods.SoftwareOath.IsEmpty, 10) | ((int)methods.Default << 11);
        if (!_tails.TryGetValue(key, out byte[]? tail))
        {
            _tails.Add(key, tail = MakeTail(user));
        }

        return tail;
    }

    /// <summary>What the shape writes behind the name, with the quote before it and the brace after it.</summary>
    private byte[] MakeTail(User user)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            Shape<User>.WriteMembers(writer, user, [.. Shape.Properties.SkipWhile(property => property.Name != "userType")]);
            writer.WriteEndObject();
        }

        return [.. "\","u8, .. buffer.WrittenSpan[1..]];
    }

    private static int Bit(bool value, int at) => value ? 1 << at : 0;

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
