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
        ["value"] = new JsonArray([.. parts.Faults.All.Select(Describe)]),
        ["known"] = new JsonArray([.. FaultCatalog.Known.Select(known => new JsonObject { ["name"] = known.Key, ["what"] = known.Value })]),
    };

    private static JsonObject Describe(Fault fault)
    {
        JsonObject item = new() { ["name"] = fault.Name, ["remaining"] = fault.Remaining, ["target"] = fault.Target };
        if (FaultCatalog.IsOfWire(fault.Name))
        {
            FaultOrder order = fault.Order;
            (item["method"], item["path"], item["where"]) = (order.Method, order.Path, order.Where);
            (item["ratio"], item["seed"], item["retryAfter"]) = (order.Ratio, order.Seed, order.RetryAfter);
        }

        return item;
    }

    private static IResult Add(SandboxParts parts, JsonElement body)
    {
        try
        {
            parts.Faults.Add(FaultOrder.Read(body));
            return ControlRoutes.Json(List(parts));
        }
        catch (FormatException problem)
        {
            return ControlRoutes.Problem(problem.Message);
        }
    }
}
