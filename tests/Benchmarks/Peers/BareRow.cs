using System.Text.Json.Serialization;

namespace SsprTools.Benchmarks;

internal sealed class BareRow
{
    [JsonPropertyName("id")]
    public string Id { get; set; } = "";

    [JsonPropertyName("userPrincipalName")]
    public string UserPrincipalName { get; set; } = "";

    [JsonPropertyName("userDisplayName")]
    public string? DisplayName { get; set; }

    [JsonPropertyName("userType")]
    public string? UserType { get; set; }

    [JsonPropertyName("isAdmin")]
    public bool? IsAdmin { get; set; }

    [JsonPropertyName("isSsprEnabled")]
    public bool? IsSsprEnabled { get; set; }

    [JsonPropertyName("isSsprRegistered")]
    public bool? IsSsprRegistered { get; set; }

    [JsonPropertyName("isSsprCapable")]
    public bool? IsSsprCapable { get; set; }

    [JsonPropertyName("methodsRegistered")]
    public List<string> MethodsRegistered { get; set; } = [];

    [JsonPropertyName("lastUpdatedDateTime")]
    public DateTimeOffset? LastUpdatedDateTime { get; set; }
}
