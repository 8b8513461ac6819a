using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Reporting;

/// <summary>A user as far as counting goes.</summary>
internal sealed record AdoptionUser
{
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    [JsonPropertyName("accountEnabled")]
    public bool? AccountEnabled { get; init; }

    [JsonPropertyName("userType")]
    public string? UserType { get; init; }

    /// <summary>The property that is counted by, whatever its name.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }
}

[JsonSerializable(typeof(Page<AdoptionUser>))]
internal sealed partial class AdoptionUserJson : JsonSerializerContext;
