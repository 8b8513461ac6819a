using System.Text.Json.Serialization;

namespace SsprTools.Graph.Reporting;

/// <summary>One count as it is kept: a line of JSON with numbers, the names of groups and the values that were counted by. No user is named in it.</summary>
internal sealed record AdoptionSnapshot
{
    public const int ThisVersion = 1;

    public int Version { get; init; }

    public string TenantId { get; init; } = "";

    public DateTimeOffset AsOf { get; init; }

    public DateTimeOffset? ReportUpdated { get; init; }

    public string? By { get; init; }

    public int Days { get; init; }

    public bool IsSimulated { get; init; }

    public IReadOnlyList<AdoptionSnapshotRow> Rows { get; init; } = [];

    public static AdoptionSnapshot Of(IReadOnlyList<SsprAdoption> counts) => new()
    {
        Version = ThisVersion,
        TenantId = counts[0].TenantId ?? "",
        AsOf = counts[0].AsOf,
        ReportUpdated = counts[0].ReportUpdatedDateTime,
        By = counts[0].By,
        Days = counts[0].Days,
        IsSimulated = counts[0].IsSimulated,
        Rows = [.. counts.Select(AdoptionSnapshotRow.Of)],
    };

    /// <summary>Whether the two count the same things.</summary>
    public bool IsLike(AdoptionSnapshot other) =>
        string.Equals(TenantId, other.TenantId, StringComparison.OrdinalIgnoreCase)
        && By == other.By
        && Rows.Select(row => row.GroupId).Distinct().Order(StringComparer.Ordinal)
            .SequenceEqual(other.Rows.Select(row => row.GroupId).Distinct().Order(StringComparer.Ordinal));

    /// <summary>How a count differs from this one; <see langword="null"/>: this one does not have that slice.</summary>
    public AdoptionChange? ChangeOf(SsprAdoption now) =>
        Rows.FirstOrDefault(row => row.GroupId == now.GroupId && row.Value == now.Value) is not { } then ? null : new AdoptionChange
        {
            Since = AsOf,
            Users = now.Users - then.Users,
            InScope = now.InScope - then.InScope,
            HasUsableMethods = now.HasUsableMethods - then.HasUsableMethods,
            Registered = now.Registered - then.Registered,
            Capable = now.Capable - then.Capable,
            // Another span counts other resets: the difference would say nothing.
            ResetBySelfService = now.Days == Days ? now.ResetBySelfService - then.ResetBySelfService : null,
            ResetByHelpdesk = now.Days == Days ? now.ResetByHelpdesk - then.ResetByHelpdesk : null,
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AdoptionSnapshot))]
internal sealed partial class AdoptionJson : JsonSerializerContext;
