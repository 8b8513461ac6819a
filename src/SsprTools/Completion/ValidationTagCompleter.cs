using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Validation;

namespace SsprTools.Completion;

/// <summary>Completes the tags of the validation pack: whose checks, one check, or how grave.</summary>
internal sealed class ValidationTagCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete,
            [
                .. ValidationCatalogue.Checks.GroupBy(check => check.Suite).Select(suite => (suite.Key, string.Join(", ", suite.Select(check => check.Id)))),
                .. ValidationCatalogue.Checks.Select(check => (check.Id, check.Title)),
                .. ValidationCatalogue.Checks.Select(check => ($"Severity:{check.Severity}", "How grave")).Distinct(),
            ]);
}
