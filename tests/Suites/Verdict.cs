namespace SsprTools.Suites;

/// <summary>Adds the suites up and says what is wrong with the run. Pure, so that a test can show it failing.</summary>
internal sealed class Verdict
{
    /// <summary>Tests that compare with Graph's schema skip where that file is not beside the checkout; they name it.</summary>
    internal const string SchemaFile = "v1.0-Prod.csdl";

    /// <summary>Tests that need a browser skip where there is none; they say so in these words.</summary>
    internal const string Browser = "no Chromium was found";

    private Verdict(int passed, int failed, int skipped, IReadOnlyList<string> faults)
    {
        Passed = passed;
        Failed = failed;
        Skipped = skipped;
        Faults = faults;
    }

    public int Passed { get; }

    public int Failed { get; }

    public int Skipped { get; }

    /// <summary>Why the run is no success, besides what the failed tests say themselves.</summary>
    public IReadOnlyList<string> Faults { get; }

    public bool Success => Failed == 0 && Faults.Count == 0;

    public static Verdict Of(IReadOnlyCollection<SuiteResult> suites)
    {
        var faults = new List<string>();
        if (suites.Sum(suite => suite.Passed) == 0)
        {
            faults.Add("no test ran at all");
        }

        foreach (var suite in suites.Where(suite => !suite.LeftOut))
        {
            if (suite.Passed + suite.Failed.Count == 0 && !suite.Skipped.Any(IsExcused))
            {
                faults.Add($"{suite.Suite} ran no test");
            }

            if (suite.SkipsCount)
            {
                faults.AddRange(suite.Skipped.Where(note => !IsExcused(note))
                    .Select(note => $"{suite.Suite} skipped '{note.Name}' although its tools are there"));
            }
        }

        return new(
            suites.Sum(suite => suite.Passed),
            suites.Sum(suite => suite.Failed.Count),
            suites.Sum(suite => suite.Skipped.Count),
            faults);
    }

    /// <summary>The line that closes a run; nothing follows it.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    private static bool IsExcused(Note note) =>
        note.Reason.Contains(SchemaFile, StringComparison.OrdinalIgnoreCase) || note.Reason.Contains(Browser, StringComparison.OrdinalIgnoreCase);
}
