namespace SsprTools.Graph.Readiness;

/// <summary>What one rule says of one user.</summary>
public sealed record GateVerdict
{
    public required Gate Gate { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The rule's name in about_SsprTools_Readiness, such as Scope.NotInGroup.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>What it rests on: what, from where, how old.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What to do about it; empty when nothing has to be done.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>The code that the reset page would show, such as SSPR_0013; <see langword="null"/>: none is known.</summary>
    public string? SsprCode { get; init; }

    /// <summary>Not known by itself, but a fresh report says that the user can reset, which includes this rule.</summary>
    public bool CoveredByReport { get; init; }

    /// <summary>Whether the reset hangs on it. False for the registration report's age: the reset page does not read the report.</summary>
    public bool Decides { get; init; } = true;

    /// <summary>Where the rule is documented.</summary>
    public required string RuleSource { get; init; }

    /// <summary>One line, for lists and files that show a gate as text.</summary>
    public override string ToString() => $"{Gate}: {Verdict}. {Reason}";
}
