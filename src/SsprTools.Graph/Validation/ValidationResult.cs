using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Validation;

/// <summary>One check of the pack on one tenant.</summary>
public sealed record ValidationResult
{
    /// <summary>The stable id, such as <c>CIS.M365.5.2.4.1</c>.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Whose check it is.</summary>
    public required string Suite { get; init; }

    /// <summary>Critical, High, Medium, Low or Info.</summary>
    public required string Severity { get; init; }

    public required ValidationVerdict Verdict { get; init; }

    /// <summary>What is asked, in words.</summary>
    public required string Expected { get; init; }

    /// <summary>What there is, in words; <see langword="null"/>: nobody could say.</summary>
    public string? Actual { get; init; }

    /// <summary>Where that came from.</summary>
    public required string Source { get; init; }

    /// <summary>How old the oldest of it is.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Who asks for it.</summary>
    public required string Reference { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it; empty when nothing has to be done.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>Who vouches for it; <see langword="null"/>: nobody had to.</summary>
    public Attestation? Attestation { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Seen in a sandbox.</summary>
    public bool IsSimulated { get; init; }

    public override string ToString() => $"{Id}: {Verdict}. {Reason}" + (NextStep.Length > 0 ? $" {NextStep}" : "");
}
