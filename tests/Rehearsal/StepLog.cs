namespace SsprTools.Rehearsal;

/// <summary>Prints each step and remembers which did not go as they should.</summary>
public sealed class StepLog(TextWriter output)
{
    private readonly List<string> _bad = [];

    /// <summary>What did not go as it should, in order.</summary>
    public IReadOnlyList<string> Bad => _bad;

    public void Check(string step, bool holds, object? seen)
    {
        output.WriteLine($"{(holds ? "ok " : "NOT")} {step}: {seen}");
        if (!holds)
        {
            _bad.Add($"{step}: {seen}");
        }
    }
}
