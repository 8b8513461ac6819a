using System.Management.Automation;

namespace SsprTools.Completion;

/// <summary>What all completers share: matching, quoting, tooltips.</summary>
internal static class Completions
{
    /// <param name="wordToComplete">What was typed so far, perhaps with an opening quote.</param>
    /// <param name="candidates">Text and tooltip.</param>
    public static IEnumerable<CompletionResult> Matching(string? wordToComplete, IEnumerable<(string Text, string Tooltip)> candidates)
    {
        var typed = (wordToComplete ?? "").Trim('\'', '"');
        var pattern = WildcardPattern.Get(WildcardPattern.Escape(typed) + "*", WildcardOptions.IgnoreCase);
        return candidates
            .Where(candidate => pattern.IsMatch(candidate.Text))
            .Select(candidate => new CompletionResult(
                Quoted(candidate.Text),
                candidate.Text,
                CompletionResultType.ParameterValue,
                candidate.Tooltip.Length > 0 ? candidate.Tooltip : candidate.Text));
    }

    /// <summary>Text as it can stand on a command line: quoted where a letter in it means something to the parser.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? text
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
