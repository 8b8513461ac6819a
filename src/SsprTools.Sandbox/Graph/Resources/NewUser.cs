using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Reads the body of POST /users and checks what can be checked without the tenant (graph.md 1.2).</summary>
internal sealed class NewUser
{
    private static readonly string[] s_required = ["accountEnabled", "displayName", "mailNickname", "userPrincipalName", "passwordProfile"];

    public NewUser(JsonElement body)
    {
        foreach (string name in s_required)
        {
            if (!body.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null
                || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
            {
                throw Errors.Required(name);
            }
        }

        JsonElement profile = body.GetProperty("passwordProfile");
        Password = profile.Text("password") ?? throw Errors.Required("passwordProfile");

        // Without the member the user must change the password: the property's documented default.
        ForceChange = profile.Flag("forceChangePasswordNextSignIn") ?? true;
        ForceChangeWithMfa = profile.Flag("forceChangePasswordNextSignInWithMfa") ?? false;
        UserPatch patch = new(body, isNew: true);
        User = patch.Apply(new User
        {
            Id = Guid.NewGuid(),
            Sequence = 0,
            UserPrincipalName = body.Text("userPrincipalName")!,
            DisplayName = body.Text("displayName")!,
            MailNickname = body.Text("mailNickname")!,
            CreatedDateTime = default,
        });
    }

    public User User { get; }

    public string Password { get; }

    public bool ForceChange { get; }

    public bool ForceChangeWithMfa { get; }
}
