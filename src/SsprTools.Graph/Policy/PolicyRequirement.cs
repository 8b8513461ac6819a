namespace SsprTools.Graph.Policy;

/// <summary>What a baseline asks of one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Expected">In an admin's words.</param>
/// <param name="Reference">The control or page that asks for it.</param>
/// <param name="IsMet">Judges a known value.</param>
internal sealed record PolicyRequirement(PolicySettingDefinition Setting, string Expected, string Reference, Func<object, bool> IsMet)
{
    /// <summary>Why the requirement cannot be judged by what was read, or <see langword="null"/>: it can.</summary>
    public Func<Func<string, object?>, string?>? NotApplicable { get; init; }

    /// <summary>Why nobody knows what is asked, so that nothing can be judged by it; <see langword="null"/>: it is known.</summary>
    public string? NotKnown { get; init; }

    public static PolicyRequirement Of(string setting, string expected, string reference, Func<object, bool> isMet) =>
        new(PolicyCatalogue.Find(setting)!, expected, reference, isMet);
}
