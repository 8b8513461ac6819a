using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>
/// A row of Graph's registration report. Source: facts/graph.md 1.10. It says what was so when the report was last refreshed
/// (<see cref="ReportUpdatedDateTime"/>), not now; disabled users are not in the report at all.
/// </summary>
public sealed record RegistrationRow
{
    /// <summary>The user's object id.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    [JsonPropertyName("userPrincipalName")]
    public string UserPrincipalName { get; init; } = "";

    [JsonPropertyName("userDisplayName")]
    public string? DisplayName { get; init; }

    /// <summary><c>member</c> or <c>guest</c>.</summary>
    [JsonPropertyName("userType")]
    public string? UserType { get; init; }

    /// <summary>Whether the user holds a directory role; the administrators' policy then applies.</summary>
    [JsonPropertyName("isAdmin")]
    public bool? IsAdmin { get; init; }

    /// <summary>Whether the user is in the scope of the SSPR policy; <see langword="null"/>: the report did not say.</summary>
    [JsonPropertyName("isSsprEnabled")]
    public bool? IsSsprEnabled { get; init; }

    /// <summary>Whether the user has as many usable methods as the policy asks for, in scope or not.</summary>
    [JsonPropertyName("isSsprRegistered")]
    public bool? IsSsprRegistered { get; init; }

    /// <summary>Enabled and registered. Not: licensed, unblocked, or reachable by password writeback.</summary>
    [JsonPropertyName("isSsprCapable")]
    public bool? IsSsprCapable { get; init; }

    /// <summary>The methods in Graph's words. An open list: new words appear without notice.</summary>
    [JsonPropertyName("methodsRegistered")]
    public IReadOnlyList<string> MethodsRegistered { get; init; } = [];

    /// <summary>When the report was refreshed, UTC.</summary>
    [JsonPropertyName("lastUpdatedDateTime")]
    public DateTimeOffset? ReportUpdatedDateTime { get; init; }

    /// <summary>How old the row was when it was read.</summary>
    [JsonIgnore]
    public TimeSpan? ReportAge { get; internal set; }
}
