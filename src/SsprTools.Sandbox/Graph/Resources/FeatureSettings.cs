using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Authenticator's featureSettings: what the notification shows. Nothing here depends on them; they are kept as written.</summary>
internal static class FeatureSettings
{
    public static readonly JsonElement Default = JsonSerializer.Deserialize<JsonElement>("""
        {
          "displayAppInformationRequiredState": {
            "state": "default", "includeTarget": { "targetType": "group", "id": "all_users" },
            "excludeTarget": { "targetType": "group", "id": "00000000-0000-0000-0000-000000000000" } },
          "displayLocationInformationRequiredState": {
            "state": "default", "includeTarget": { "targetType": "group", "id": "all_users" },
            "excludeTarget": { "targetType": "group", "id": "00000000-0000-0000-0000-000000000000" } }
        }
        """);

    /// <summary>A PATCH names what it changes; the rest stays.</summary>
    public static JsonElement? Merge(JsonElement? before, JsonElement body)
    {
        if (!body.TryGetProperty("featureSettings", out JsonElement change) || change.ValueKind != JsonValueKind.Object)
        {
            return before;
        }

        JsonObject merged = JsonNode.Parse((before ?? Default).GetRawText())!.AsObject();
        Merge(merged, change);
        return JsonSerializer.Deserialize<JsonElement>(merged.ToJsonString());
    }

    private static void Merge(JsonObject into, JsonElement change)
    {
        foreach (JsonProperty member in change.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && into[member.Name] is JsonObject inner)
            {
                Merge(inner, member.Value);
            }
            else
            {
                into[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }
    }
}
