namespace SsprTools.Graph.Policy;

/// <summary>A policy that was written to a file.</summary>
public sealed record SsprPolicyExport
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    public required string TenantId { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>How many settings that can be set are in it.</summary>
    public required int Settings { get; init; }

    /// <summary>The settings that could not be read, and so are not in it.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary><see langword="null"/>: it is not signed.</summary>
    public PolicySignature? Signature { get; init; }
}
