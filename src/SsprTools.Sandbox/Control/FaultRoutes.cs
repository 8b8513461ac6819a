using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Control;

/// <summary>Setting and removing faults.</summary>
internal static class FaultRoutes
{
    public static void Map(RouteGroupBuilder control, SandboxParts parts)
    {
        _ = control.MapGet("/faults", () => ControlRoutes.Json(List(parts)));
        _ = control.MapPost("/faults", context =>
            ControlRoutes.WithBodyAsync(context, body => Add(parts, body)));
        _ = control.MapDelete("/faults", () =>
        {
            parts.Faults.Clear();
            return Results.NoContent();
        });
    }

    private static JsonObject List(SandboxParts parts) => new()
    {
        ["value"] = new JsonArray([.. parts.Faults.All.Select(fault =>
            new JsonObject { ["name"] = fault.Name, ["remaining"] = fault.Remaining, ["target"] = fault.Target })]),
        ["known"] = new JsonArray([.. FaultCatalog.Known.Select(known => new JsonObject { ["name"] = known.Key, ["what"] = known.Value })]),
    };

    private static IResult Add(SandboxParts parts, JsonElement body)
    {
        if (ControlRoutes.Unknown(body, "name", "count", "target") is { } unknown)
        {
            return ControlRoutes.Problem($"'{unknown}' is not known here.");
        }

        if (!body.TryGetProperty("name", out JsonElement named) || named.ValueKind != JsonValueKind.String
            || !FaultCatalog.Known.ContainsKey(named.GetString()!))
        {
            return ControlRoutes.Problem("The name of a known fault is expected.");
        }

        int? count = null;
        if (body.TryGetProperty("count", out JsonElement counted) && counted.ValueKind != JsonValueKind.Null)
        {
            if (counted.ValueKind != JsonValueKind.Number || !counted.TryGetInt32(out int number) || number < 1)
            {
                return ControlRoutes.Problem("count is a number from 1.");
            }

            count = number;
        }

        string? target = body.TryGetProperty("target", out JsonElement text) && text.ValueKind != JsonValueKind.Null ? text.ToString() : null;
        parts.Faults.Add(named.GetString()!, count, target);
        return ControlRoutes.Json(List(parts));
    }
}
