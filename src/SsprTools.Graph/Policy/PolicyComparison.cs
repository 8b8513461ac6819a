using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>One setting against a baseline.</summary>
public sealed record PolicyComparison
{
    /// <summary>The baseline's name.</summary>
    public required string Baseline { get; init; }

    public required PolicyPage Page { get; init; }

    public required string Setting { get; init; }

    /// <summary>What the baseline asks, in words.</summary>
    public required string Expected { get; init; }

    /// <summary><see langword="null"/>: nobody could say.</summary>
    public object? Actual { get; init; }

    /// <summary>Pass: as asked. Fail: not so. Unknown: the setting could not be read, which is never compliant.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Where the actual value came from.</summary>
    public PolicySource Source { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The control or page that asks for it.</summary>
    public required string Reference { get; init; }

    /// <summary>What somebody attested of it, where it could not be read; the verdict stays Unknown.</summary>
    public AttestedSetting? Attested { get; init; }

    /// <summary>Why it is unknown, or what is to be known of the value.</summary>
    public string? Remarks { get; init; }
}
