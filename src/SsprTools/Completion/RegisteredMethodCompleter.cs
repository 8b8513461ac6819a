using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprTools.Graph.Registration;

namespace SsprTools.Completion;

/// <summary>Completes the method words of the registration report.</summary>
internal sealed class RegisteredMethodCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, RegistrationReport.KnownMethods.Select(method => (method, "")));
}
