namespace SsprTools.Suites;

/// <summary>What tests/Pester/Invoke-Suite.ps1 writes about one file.</summary>
internal sealed class PesterReport
{
    public int Passed { get; set; }

    public List<Note> Failed { get; set; } = [];

    public List<Note> Skipped { get; set; } = [];

    /// <summary>Set when the file was left out because a module that it requires is not there.</summary>
    public string? LeftOut { get; set; }
}
