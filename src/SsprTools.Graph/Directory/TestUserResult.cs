namespace SsprTools.Graph.Directory;

/// <summary>A test user, and what became of it.</summary>
public sealed record TestUserResult
{
    /// <summary><see langword="null"/>: the user was only read.</summary>
    public ChangeStatus? Status { get; init; }

    public required DirectoryUser User { get; init; }

    /// <summary>The last day on which the user is meant to exist, UTC.</summary>
    public DateOnly? TestUntil { get; init; }

    /// <summary>The part numbers of the licences that the user has; <see langword="null"/>: could not be read.</summary>
    public IReadOnlyList<string>? Licenses { get; init; }

    /// <summary>The names of the groups that were asked for and that the user is in; <see langword="null"/>: nobody looked.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The initial password, where this call set one.</summary>
    public Secret? Password { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Steps that failed after the user was there.</summary>
    public IReadOnlyList<SsprException> Errors { get; init; } = [];
}
