using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.SignIn;

/// <summary>What the scope parameter asks for: one resource, all that was consented to (.default) or some by name, and OpenID's words.</summary>
internal sealed record ScopeRequest(string Audience, IReadOnlyList<string> Names, bool IsDefault, bool IsOffline, bool IsOpenId, string Text)
{
    private const string GraphId = "00000003-0000-0000-c000-000000000000";

    private static readonly string[] s_openId = ["openid", "profile", "email", "offline_access"];

    public static ScopeRequest Parse(string text, string? graphOrigin, string tenantName)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? audience = null;
        List<string> names = [];
        foreach (string word in words.Except(s_openId))
        {
            int slash = word.LastIndexOf('/');
            string found = slash < 0 ? Audiences.Graph : Resource(word[..slash].TrimEnd('/'), graphOrigin, tenantName);
            if (audience is not null && audience != found)
            {
                throw LoginErrors.MixedScopes;
            }

            audience = found;
            names.Add(word[(slash + 1)..]);
        }

        bool isDefault = names.Contains(".default");
        if (isDefault && names.Count > 1)
        {
            throw LoginErrors.MixedScopes;
        }

        return new ScopeRequest(
            audience ?? Audiences.Graph, names, isDefault, words.Contains("offline_access"), words.Contains("openid"), string.Join(' ', words));
    }

    /// <summary>The audience that a resource's name stands for; the sandbox's own Graph address does as well as the public one.</summary>
    public static string Resource(string name, string? graphOrigin, string tenantName) => name.ToLowerInvariant() switch
    {
        Audiences.Graph or GraphId => Audiences.Graph,
        Audiences.Portal => Audiences.Portal,
        Audiences.PasswordReset or "https://passwordreset.microsoftonline.com" => Audiences.PasswordReset,
        string origin when origin == graphOrigin || origin == graphOrigin?.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) => Audiences.Graph,
        _ => throw LoginErrors.UnknownResource(name, tenantName),
    };
}
