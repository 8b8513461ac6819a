namespace SsprTools.Suites;

/// <summary>A test, or a whole suite, by its name, and why it was skipped or failed.</summary>
internal sealed record Note(string Name, string Reason);
