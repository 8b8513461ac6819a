namespace SsprTools.Graph.Policy;

/// <summary>One setting of the SSPR policy, with where its value came from.</summary>
public sealed record PolicySetting
{
    public required PolicyPage Page { get; init; }

    /// <summary>The setting's stable name, such as <c>NumberOfMethodsRequired</c>.</summary>
    public required string Setting { get; init; }

    /// <summary><see langword="null"/>: nobody could say. An empty string is a known "nothing".</summary>
    public object? Value { get; init; }

    /// <summary>The value of a tenant where nobody touched it; <see langword="null"/>: no source states one, or sources disagree.</summary>
    public object? Default { get; init; }

    /// <summary>Where the default is stated, or which sources disagree about it.</summary>
    public string? DefaultSource { get; init; }

    /// <summary><see langword="null"/>: the value, the default, or both are unknown.</summary>
    public bool? IsDefault => Value is null || Default is null ? null : Equals(Value, Default);

    public PolicySource Source { get; init; }

    /// <summary>When the value was read, by the service's clock.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Why the value is unknown, which rule produced it, or what keeps it from having an effect.</summary>
    public string? Remarks { get; init; }
}
