using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Policy;

namespace SsprTools.Completion;

/// <summary>Completes the pages of the SSPR policy.</summary>
internal sealed class PageCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete,
            PolicyCatalogue.Settings.GroupBy(setting => setting.Page)
                .Select(page => (page.Key.ToString(), string.Join(", ", page.Select(setting => setting.Setting)))));
}
