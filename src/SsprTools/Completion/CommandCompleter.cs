using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SsprTools.Completion;

/// <summary>Completes the names of the module's cmdlets that make requests.</summary>
internal sealed class CommandCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, CommandNeeds.All.Select(command => (command.Name, "")));
}
