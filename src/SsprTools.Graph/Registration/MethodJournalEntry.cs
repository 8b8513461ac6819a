using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>One method of one user in a <see cref="MethodJournal"/>.</summary>
public sealed record MethodJournalEntry
{
    /// <summary>As the row named the user.</summary>
    [JsonPropertyName("user")]
    public required string User { get; init; }

    [JsonPropertyName("userId")]
    public string? UserId { get; init; }

    /// <summary>The user principal name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("method")]
    public required MethodKind Method { get; init; }

    /// <summary><see langword="null"/>: there was none.</summary>
    [JsonPropertyName("before")]
    public string? Before { get; init; }

    /// <summary><see langword="null"/>: there shall be none.</summary>
    [JsonPropertyName("after")]
    public string? After { get; init; }

    [JsonPropertyName("status")]
    public ChangeStatus? Status { get; init; }

    /// <summary>By the service's clock, UTC.</summary>
    [JsonPropertyName("at")]
    public DateTime At { get; init; }
}
