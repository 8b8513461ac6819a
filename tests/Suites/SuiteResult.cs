namespace SsprTools.Suites;

/// <summary>What one suite said. A suite that could not run at all has a note in <see cref="Skipped"/> under its own name.</summary>
internal sealed record SuiteResult(string Suite, int Passed, IReadOnlyList<Note> Failed, IReadOnlyList<Note> Skipped)
{
    /// <summary>Whether the suite as a whole was left out, for a reason that is named.</summary>
    public bool LeftOut { get; init; }

    /// <summary>Whether a skipped test counts against the run: the tools were there, so nothing but the schema file excuses it.</summary>
    public bool SkipsCount { get; init; }

    public static SuiteResult LeaveOut(string suite, string reason) => new(suite, 0, [], [new(suite, reason)]) { LeftOut = true };

    public static SuiteResult Broken(string suite, string reason) => new(suite, 0, [new(suite, reason)], []);

    public override string ToString() => $"{Suite}: {Passed} passed, {Failed.Count} failed, {Skipped.Count} skipped";
}
