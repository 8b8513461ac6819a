using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SsprTools.Completion;

/// <summary>Completes the permissions that the module's own cmdlets need.</summary>
internal sealed class ScopeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, CommandNeeds.All
            .SelectMany(command => command.Permissions.Select(permission => (permission.Permission, command.Name)))
            .Where(pair => !pair.Permission.Contains(' ', StringComparison.Ordinal))
            .GroupBy(pair => pair.Permission)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, string.Join(", ", group.Select(pair => pair.Name).Distinct()))));
}
