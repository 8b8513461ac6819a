using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Portal;

/// <summary>A second administrator who changes the reset policy at an unlucky moment, under a fault whose target is the field to change.</summary>
internal static class SomebodyElse
{
    private const string UsualField = "notifyUsersOnPasswordReset";

    private static readonly Actor s_actor = new(
        new Guid("5e0b1c7d-0f0e-4a0c-9a55-0000000000ff"), "someone.else@contoso.onmicrosoft.com", "Someone Else", "", "127.0.0.1");

    public static void Strike(Service service, string fault)
    {
        if (service.Faults.TakeWithTarget(fault) is { } struck)
        {
            service.Store.ReplaceSsprPolicy(s_actor, Changed(service.Store.Current.SsprPolicy, struck.Target ?? UsualField));
        }
    }

    private static SsprPolicy Changed(SsprPolicy policy, string field)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            PolicyJson.Write(writer, policy, "");
        }

        JsonObject whole = JsonNode.Parse(buffer.ToArray())!.AsObject();
        whole[field] = Another(field, whole[field]?.GetValueKind() ?? JsonValueKind.Null, whole[field]);
        using JsonDocument changed = JsonDocument.Parse(whole.ToJsonString());
        return PolicyJson.Read(changed.RootElement);
    }

    private static JsonNode? Another(string field, JsonValueKind kind, JsonNode? old) => (field, kind) switch
    {
        ("enablementType", _) => (int)old! == 0 ? 2 : 0,
        ("numberOfAuthenticationMethodsRequired", _) => 3 - (int)old!,
        ("numberOfQuestionsToRegister", _) => (int)old! == 5 ? 4 : 5,
        ("numberOfQuestionsToReset", _) => (int)old! == 3 ? 4 : 3,
        (_, JsonValueKind.True or JsonValueKind.False) => kind == JsonValueKind.False,
        (_, JsonValueKind.Number) => (int)old! > 0 ? (int)old! - 1 : 1,
        ("passwordResetEnabledGroupIds", _) => new JsonArray(),
        _ => "https://somebody.else.example",
    };
}
