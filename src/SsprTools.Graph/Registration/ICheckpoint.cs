namespace SsprTools.Graph.Registration;

/// <summary>What every checkpoint has.</summary>
internal interface ICheckpoint
{
    string? Kind { get; }

    int Version { get; }

    string? TenantId { get; }

    string? Environment { get; }

    DateTimeOffset WrittenAt { get; }

    /// <summary>How much was given.</summary>
    long Count { get; }
}
