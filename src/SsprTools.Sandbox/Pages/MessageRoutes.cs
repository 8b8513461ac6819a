using System.Text.Json.Nodes;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>GET /_sandbox/messages: what was sent, codes included; that is its purpose.</summary>
internal static class MessageRoutes
{
    public static void Map(RouteGroupBuilder control, SelfServiceHub hub) =>
        control.MapGet("/messages", (string? to, string? user, long? since) => ControlRoutes.Json(new JsonObject
        {
            ["value"] = new JsonArray([.. hub.Messages.Find(to, user, since ?? 0).Select(message => new JsonObject
            {
                ["seq"] = message.Seq,
                ["time"] = message.Time.UtcDateTime.ToString("O"),
                ["channel"] = message.Channel,
                ["to"] = message.To,
                ["userPrincipalName"] = message.UserPrincipalName,
                ["text"] = message.Text,
                ["code"] = message.Code,
            })]),
        }));
}
