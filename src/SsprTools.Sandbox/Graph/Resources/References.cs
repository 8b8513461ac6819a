using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Reads references to directory objects: "@odata.id" and "members@odata.bind" (graph.md 1.3).</summary>
internal static class References
{
    public const string MembersBind = "members@odata.bind";
    private const int MostPerRequest = 20;

    public static IReadOnlyList<Guid> Bound(JsonElement body)
    {
        if (!body.TryGetProperty(MembersBind, out JsonElement links))
        {
            return [];
        }

        if (links.ValueKind != JsonValueKind.Array)
        {
            throw Errors.BadRequest($"Invalid value specified for property '{MembersBind}' of the resource.");
        }

        if (links.GetArrayLength() > MostPerRequest)
        {
            throw Errors.BadRequest("The maximum number of bind operations (20) in a single request was exceeded.");
        }

        return [.. links.EnumerateArray().Select(link => IdOf(link.ValueKind == JsonValueKind.String ? link.GetString()! : ""))];
    }

    public static Guid Single(GraphRequest request)
    {
        JsonElement body = BodyReader.ReadParameters(request, "@odata.id");
        return IdOf(body.Text("@odata.id") ?? throw Errors.BadRequest("An '@odata.id' property is required in the request payload."));
    }

    /// <summary>The id at the end of a link such as .../v1.0/directoryObjects/{id}; users and groups do as well.</summary>
    private static Guid IdOf(string link)
    {
        string[] parts = link.TrimEnd('/').Split('/');
        bool isLink = Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http";
        string kind = parts.Length >= 2 ? parts[^2] : "";
        if (!isLink || kind is not ("directoryObjects" or "users" or "groups"))
        {
            throw Errors.BadRequest($"Invalid URL format specified in @odata.bind/@odata.id payload: '{link}'.");
        }

        return Guid.TryParse(parts[^1], out Guid id) ? id : throw Errors.NotFound(parts[^1]);
    }
}
