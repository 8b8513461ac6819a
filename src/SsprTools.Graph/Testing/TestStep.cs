namespace SsprTools.Graph.Testing;

/// <summary>One step of a reset test, with what it rests on.</summary>
public sealed record TestStep
{
    public required TestStepName Step { get; init; }

    public required TestStepState State { get; init; }

    public TestStepMode Mode { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>Ids of audit and sign-in events, and values read with their source.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>When it happened, by the service's clock; <see langword="null"/>: not yet, or not said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What a person has to do now; empty: nothing.</summary>
    public string NextStep { get; init; } = "";
}
