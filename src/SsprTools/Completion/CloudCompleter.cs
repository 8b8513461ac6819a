using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Connection;

namespace SsprTools.Completion;

/// <summary>Completes the names of Microsoft's clouds.</summary>
internal sealed class CloudCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, CloudEnvironment.All.Select(cloud => (cloud.Name, cloud.Graph.Host)));
}
