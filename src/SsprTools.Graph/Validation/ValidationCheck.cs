using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Validation;

/// <summary>One check of the pack, before anything is read.</summary>
public sealed record ValidationCheck
{
    /// <summary>The stable id, which is also a tag: <c>CIS.M365.5.2.4.1</c>.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Whose check it is; also a tag.</summary>
    public required string Suite { get; init; }

    /// <summary>Critical, High, Medium, Low or Info, as Maester has them.</summary>
    public required string Severity { get; init; }

    /// <summary>What is asked, in words.</summary>
    public string Expected { get; init; } = "";

    /// <summary>Who asks for it.</summary>
    public required string Reference { get; init; }

    /// <summary>What to do when it fails.</summary>
    public required string NextStep { get; init; }

    /// <summary>The settings that it rests on.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>By which the settings are judged.</summary>
    internal PolicyBaseline? Baseline { get; init; }
}
