namespace SsprTools.Graph.Directory;

/// <summary>A security group with assigned members, as somebody asks for one.</summary>
public sealed record SecurityGroupRequest
{
    public required string DisplayName { get; init; }

    /// <summary><see langword="null"/>: none, and none is compared.</summary>
    public string? Description { get; init; }

    /// <summary>Users' UPNs or object ids, or groups' object ids.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Overwrite a different description.</summary>
    public bool Force { get; init; }
}
