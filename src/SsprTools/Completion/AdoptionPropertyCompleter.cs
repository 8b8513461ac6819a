using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Reporting;

namespace SsprTools.Completion;

/// <summary>Completes the properties by which adoption is usually counted.</summary>
internal sealed class AdoptionPropertyCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, AdoptionProperty.Usual.Select(name => (name, "")));
}
