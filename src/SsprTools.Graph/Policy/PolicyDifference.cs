namespace SsprTools.Graph.Policy;

/// <summary>One setting that a change sets to another value.</summary>
/// <param name="Setting">The setting's stable name.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is to be.</param>
public sealed record PolicyDifference(string Setting, object? Before, object? After)
{
    public override string ToString() => $"{Setting} from {Word(Before)} to {Word(After)}";

    private static string Word(object? value) => value switch
    {
        null => "unknown",
        "" => "nothing",
        SelectedGroup { DisplayName.Length: > 0 } group => $"'{group.DisplayName}' ({group.Id})",
        _ => value.ToString()!,
    };
}
