using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Policy;

namespace SsprTools.Completion;

/// <summary>Completes the settings of the SSPR policy; of the pages given with -Page only, if there are any.</summary>
internal sealed class SettingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pages = fakeBoundParameters["Page"] switch
        {
            null => [],
            string page => [page],
            IEnumerable list => list.Cast<object?>().Select(page => page?.ToString() ?? "").ToArray(),
            var other => new[] { other.ToString() ?? "" },
        };
        return Completions.Matching(
            wordToComplete,
            PolicyCatalogue.Settings
                .Where(setting => pages.Length == 0 || pages.Contains(setting.Page.ToString(), StringComparer.OrdinalIgnoreCase))
                .Select(setting => (setting.Setting, setting.Meaning)));
    }
}
