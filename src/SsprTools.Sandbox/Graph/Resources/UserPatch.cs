using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Reads user properties from a body, checks their form (graph.md 1.2), and applies them to a user.</summary>
internal sealed partial class UserPatch
{
    private static readonly string[] s_writable =
    [
        "accountEnabled", "displayName", "givenName", "surname", "mail", "mailNickname", "mobilePhone", "businessPhones", "otherMails",
        "usageLocation", "userPrincipalName", "passwordPolicies", "passwordProfile", "onPremisesImmutableId", "userType",
        .. UserShape.ProfileNames,
    ];

    private readonly JsonElement _body;
    private readonly JsonElement? _profile;

    public UserPatch(JsonElement body, bool isNew = false)
    {
        _body = body;
        _profile = body.TryGetProperty("passwordProfile", out JsonElement profile) && profile.ValueKind == JsonValueKind.Object ? profile : null;
        foreach (string name in Names)
        {
            if (!s_writable.Contains(name))
            {
                throw Errors.BadRequest($"Property '{name}' is read-only and cannot be set.");
            }
        }

        Check("userPrincipalName", IsUpn);
        Check("mailNickname", text => text.Length is > 0 and <= 64 && !text.Any(letter => letter > '~' || "@()\\[]\";:<>, ".Contains(letter)));
        Check("displayName", text => text.Length is > 0 and <= 256);
        Check("usageLocation", text => CountryCode().IsMatch(text));
        Check("passwordPolicies", text => text.Split(',', StringSplitOptions.TrimEntries)
            .All(policy => policy is "DisablePasswordExpiration" or "DisableStrongPassword" or "None"));
        Check("userType", text => text is "Member" or "Guest");
        Check("mail", text => MailAddress().IsMatch(text));
        if (body.Texts("businessPhones").Length > 1)
        {
            // graph.md 1.2: a collection that takes one number only.
            throw Errors.InvalidValue("businessPhones");
        }

        if (!isNew && body.TryGetProperty("accountEnabled", out JsonElement enabled) && enabled.ValueKind == JsonValueKind.Null)
        {
            throw Errors.InvalidValue("accountEnabled");
        }
    }

    public IEnumerable<string> Names => _body.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith('@'));

    public string? NewPassword => _profile?.Text("password");

    public static bool IsUpn(string text)
    {
        // graph.md 1.2: at most 64 before and 48 after the @, and only these letters.
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && text.Length - at - 1 is > 0 and <= 48 && Upn().IsMatch(text);
    }

    public User Apply(User user)
    {
        User result = user with
        {
            AccountEnabled = _body.Flag("accountEnabled") ?? user.AccountEnabled,
            DisplayName = _body.Text("displayName") ?? user.DisplayName,
            GivenName = Pick("givenName", user.GivenName),
            Surname = Pick("surname", user.Surname),
            Mail = Pick("mail", user.Mail),
            MailNickname = _body.Text("mailNickname") ?? user.MailNickname,
            MobilePhone = Pick("mobilePhone", user.MobilePhone),
            BusinessPhones = _body.Has("businessPhones") ? _body.Texts("businessPhones") : user.BusinessPhones,
            OtherMails = _body.Has("otherMails") ? _body.Texts("otherMails") : user.OtherMails,
            UsageLocation = Pick("usageLocation", user.UsageLocation)?.ToUpperInvariant(),
            UserPrincipalName = _body.Text("userPrincipalName") ?? user.UserPrincipalName,
            PasswordPolicies = Pick("passwordPolicies", user.PasswordPolicies),
            OnPremisesImmutableId = Pick("onPremisesImmutableId", user.OnPremisesImmutableId),
            IsGuest = _body.Text("userType") is { } type ? type == "Guest" : user.IsGuest,
            Profile = Profile(user.Profile),
        };
        return _profile is { } profile
            ? result with
            {
                Password = result.Password with
                {
                    ForceChange = profile.Flag("forceChangePasswordNextSignIn") ?? (NewPassword is not null || result.Password.ForceChange),
                    ForceChangeWithMfa = profile.Flag("forceChangePasswordNextSignInWithMfa") ?? result.Password.ForceChangeWithMfa,
                },
            }
            : result;
    }

    private ImmutableDictionary<string, string> Profile(ImmutableDictionary<string, string> before)
    {
        ImmutableDictionary<string, string> after = before;
        foreach (string name in UserShape.ProfileNames.Where(name => _body.Has(name)))
        {
            after = _body.Text(name) is { } text ? after.SetItem(name, text) : after.Remove(name);
        }

        return after;
    }

    private string? Pick(string name, string? before) => _body.Has(name) ? _body.Text(name) : before;

    private void Check(string name, Func<string, bool> isValid)
    {
        if (_body.Has(name) && _body.Text(name) is { } text && !isValid(text))
        {
            throw Errors.InvalidValue(name);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9'.\-_!#^~]+@[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?$")]
    private static partial Regex Upn();

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex MailAddress();
}
