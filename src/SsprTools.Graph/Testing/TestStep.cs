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

    /// <summary>Who did it, by the log's word: a UPN, an id or an app's name; <see langword="null"/>: nobody yet, or not said.</summary>
    public string? By { get; init; }

    /// <summary>The code that the reset page shows when it refuses for this reason, such as SSPR_0013; <see langword="null"/>: none is known.</summary>
    public string? SsprCode { get; init; }

    /// <summary>What a person has to do now; empty: nothing.</summary>
    public string NextStep { get; init; } = "";
}
