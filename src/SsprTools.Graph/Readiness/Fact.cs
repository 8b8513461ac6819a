namespace SsprTools.Graph.Readiness;

/// <summary>Something known of the tenant, with where it is from and how old it is; or the reason why it is not known.</summary>
/// <typeparam name="T">What is known. A known <see langword="null"/> means "there is none".</typeparam>
public sealed record Fact<T>
{
    private Fact()
    {
    }

    /// <summary>The value; only meaningful when <see cref="IsKnown"/>.</summary>
    public T? Value { get; private init; }

    public bool IsKnown { get; private init; }

    /// <summary>Where it is from, in an admin's words: "Graph", "registration report", "portal API".</summary>
    public string Source { get; private init; } = "";

    /// <summary>When it was so, UTC.</summary>
    public DateTimeOffset? AsOf { get; private init; }

    /// <summary>Why it is not known.</summary>
    public string? WhyUnknown { get; private init; }

    internal static Fact<T> Known(T? value, string source, DateTimeOffset? asOf) => new() { Value = value, IsKnown = true, Source = source, AsOf = asOf };

    internal static Fact<T> Unknown(string why) => new() { WhyUnknown = why };

    /// <summary>What follows from it; an unknown fact stays unknown for the same reason.</summary>
    internal Fact<TOther> Map<TOther>(Func<T, TOther?> follow) =>
        IsKnown && Value is { } value ? Fact<TOther>.Known(follow(value), Source, AsOf) : Fact<TOther>.Unknown(WhyUnknown ?? $"{Source} has none.");
}
