using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Control;

/// <summary>Reading and setting switches and lags.</summary>
internal static class SettingRoutes
{
    public static void Map(RouteGroupBuilder control, SandboxParts parts)
    {
        _ = control.MapGet("/switches", () => ControlRoutes.Json(SwitchList(parts)));
        _ = control.MapPatch("/switches", context =>
            ControlRoutes.WithBodyAsync(context, body => SetSwitches(parts, body)));
        _ = control.MapGet("/lags", () => ControlRoutes.Json(LagList(parts)));
        _ = control.MapPatch("/lags", context =>
            ControlRoutes.WithBodyAsync(context, body => SetLags(parts, body)));
    }

    private static JsonObject SwitchList(SandboxParts parts) => new()
    {
        ["value"] = new JsonArray([.. Switches.Known.Select(known => new JsonObject
        {
            ["name"] = known.Name,
            ["value"] = parts.Switches[known.Name],
            ["default"] = known.Default,
            ["values"] = new JsonArray([.. known.Values.Select(value => JsonValue.Create(value))]),
            ["meaning"] = known.Meaning,
            ["source"] = known.Source,
        })]),
    };

    private static IResult SetSwitches(SandboxParts parts, JsonElement body)
    {
        // All are judged before the first is set.
        List<(string Name, string Value)> accepted = [];
        foreach (JsonProperty member in body.EnumerateObject())
        {
            if (Switches.Find(member.Name)?.Accept(member.Value) is not { } value)
            {
                return ControlRoutes.Problem($"'{member.Name}' is not a switch, or does not take {member.Value}.");
            }

            accepted.Add((member.Name, value));
        }

        accepted.ForEach(item => parts.Switches.Set(item.Name, item.Value));
        return ControlRoutes.Json(SwitchList(parts));
    }

    private static JsonObject LagList(SandboxParts parts) =>
        new(parts.Lags.All.Select(lag => KeyValuePair.Create<string, JsonNode?>(lag.Key, Durations.Format(lag.Value))));

    private static IResult SetLags(SandboxParts parts, JsonElement body)
    {
        List<(string Name, TimeSpan Value)> accepted = [];
        foreach (JsonProperty member in body.EnumerateObject())
        {
            if (!parts.Lags.All.ContainsKey(member.Name)
                || member.Value.ValueKind != JsonValueKind.String || !Durations.TryParse(member.Value.GetString(), out TimeSpan lag))
            {
                return ControlRoutes.Problem($"'{member.Name}' is not a lag, or {member.Value} is not a duration such as PT4H.");
            }

            accepted.Add((member.Name, lag));
        }

        accepted.ForEach(item => parts.Lags.TrySet(item.Name, item.Value));
        return ControlRoutes.Json(LagList(parts));
    }
}
