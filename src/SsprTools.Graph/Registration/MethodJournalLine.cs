using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>A line of a <see cref="MethodJournal"/>: its head, a change that is about to be sent, or what became of one.</summary>
internal sealed record MethodJournalLine
{
    public const string FileKind = "SsprTools.MethodChanges";
    public const int FileVersion = 1;

    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("version")]
    public int? Version { get; init; }

    [JsonPropertyName("tenantId")]
    public string? TenantId { get; init; }

    [JsonPropertyName("command")]
    public string? Command { get; init; }

    [JsonPropertyName("change")]
    public MethodJournalEntry? Change { get; init; }

    [JsonPropertyName("done")]
    public MethodJournalEntry? Done { get; init; }
}

[JsonSerializable(typeof(MethodJournalLine))]
internal sealed partial class MethodJournalJson : JsonSerializerContext;
