using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Budgets;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Pages;
using SsprTools.Sandbox.SignIn;

namespace SsprTools.Sandbox.Control;

/// <summary>The control routes under /_sandbox: what no real tenant has.</summary>
internal static class ControlRoutes
{
    public static void Map(WebApplication app, SandboxParts parts)
    {
        RouteGroupBuilder control = app.MapGroup("/_sandbox");
        _ = control.MapGet("", (HttpContext context) => Json(Discovery.Document(parts, context)));
        _ = control.MapPost("/tokens", context => WithBodyAsync(context, body => TokenMint.Mint(parts, body)));
        _ = control.MapGet("/clock", () => Json(Now(parts)));
        _ = control.MapPost("/clock", context => WithBodyAsync(context, body => MoveClock(parts, body)));
        _ = control.MapGet("/requests", (long? since) => Json(Requests(parts, since ?? 0)));
        _ = control.MapDelete("/requests", () =>
        {
            parts.Log.Clear();
            return Results.NoContent();
        });
        FaultRoutes.Map(control, parts);
        SettingRoutes.Map(control, parts);
        BudgetRoutes.Map(control, parts);
        MessageRoutes.Map(control, parts.SelfService);
        LoginControl.Map(control, parts);
        _ = control.MapPost("/stop", () =>
        {
            // After the answer is on its way.
            _ = Task.Delay(50).ContinueWith(_ => app.Lifetime.StopApplication(), TaskScheduler.Default);
            return Results.StatusCode(202);
        });
        _ = control.Map("/{**rest}", () => Problem("No such control route.", 404));
    }

    public static IResult Json(JsonNode node, int status = 200) =>
        Results.Text(node.ToJsonString(), "application/json", System.Text.Encoding.UTF8, status);

    public static IResult Problem(string message, int status = 400) => Json(new JsonObject { ["error"] = message }, status);

    public static async Task WithBodyAsync(HttpContext context, Func<JsonElement, IResult> handle)
    {
        IResult result;
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            result = body.RootElement.ValueKind == JsonValueKind.Object ? handle(body.RootElement) : Problem("A JSON object is expected.");
        }
        catch (JsonException)
        {
            result = Problem("The body is not JSON.");
        }

        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    /// <summary>The first member that is not among the known ones.</summary>
    public static string? Unknown(JsonElement body, params string[] known) =>
        body.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name));

    private static JsonObject Now(SandboxParts parts) => new() { ["now"] = parts.Clock.Now.UtcDateTime.ToString("O") };

    private static IResult MoveClock(SandboxParts parts, JsonElement body)
    {
        if (body.TryGetProperty("advance", out JsonElement advance))
        {
            if (advance.ValueKind != JsonValueKind.String || !Durations.TryParse(advance.GetString(), out TimeSpan by))
            {
                return Problem("advance takes a duration such as PT4H, not below zero.");
            }

            parts.Clock.Advance(by);
            return Json(Now(parts));
        }

        if (body.TryGetProperty("now", out JsonElement now) && now.ValueKind == JsonValueKind.String && now.TryGetDateTimeOffset(out DateTimeOffset time))
        {
            return parts.Clock.TryMoveTo(time) ? Json(Now(parts)) : Problem("The clock does not go backwards.");
        }

        return Problem("Either advance or now is expected.");
    }

    private static JsonObject Requests(SandboxParts parts, long since) => new()
    {
        ["value"] = new JsonArray([.. parts.Log.Since(since).Select(entry => new JsonObject
        {
            ["seq"] = entry.Seq,
            ["time"] = entry.Time.UtcDateTime.ToString("O"),
            ["method"] = entry.Method,
            ["path"] = entry.Path,
            ["query"] = entry.Query,
            ["status"] = entry.Status,
            ["bodyBytes"] = entry.BodyBytes,
            ["batchId"] = entry.BatchId,
            ["fault"] = entry.Fault,
            ["retryAfter"] = entry.RetryAfter,
        })]),
    };
}
