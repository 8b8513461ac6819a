namespace SsprTools.Graph.Readiness;

/// <summary>Whether a connection can run a command, and what is missing if not.</summary>
public sealed record CommandPrerequisite
{
    public required string Command { get; init; }

    /// <summary>Fail: at least one of its requests will be refused. What a call really sends depends on its parameters.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Permissions that the token lacks; <see langword="null"/>: the token does not say which it has.</summary>
    public IReadOnlyList<string>? MissingPermission { get; init; }

    /// <summary>Roles that the signed-in person lacks; <see langword="null"/>: the token does not say which there are.</summary>
    public IReadOnlyList<string>? MissingRole { get; init; }

    /// <summary>What the connected cloud lacks, or why a sign-in of this kind cannot do it; empty: nothing.</summary>
    public IReadOnlyList<string> Obstacle { get; init; } = [];

    /// <summary>The licence that the command's reports need, where it is missing; empty: it is there, or none is needed.</summary>
    public string? MissingLicense { get; init; }

    /// <summary>Why the verdict is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do when it is not a pass.</summary>
    public string? NextStep { get; init; }
}
