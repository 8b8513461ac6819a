using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;

namespace SsprTools.Completion;

/// <summary>
/// Completes names that the connected tenant knows. Asks at most two seconds, remembers for a minute, and where anything is amiss offers
/// nothing: somebody is typing, and an error would only be in the way.
/// </summary>
internal abstract class TenantCompleter : IArgumentCompleter
{
    private const int KeepMilliseconds = 60_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<SsprConnection, ConcurrentDictionary<string, Answer>> s_answers = [];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var given = fakeBoundParameters?["Connection"];
            var connection = (given is PSObject wrapped ? wrapped.BaseObject : given) as SsprConnection ?? Session.Current;
            return connection is null ? [] : [.. Ask(connection, (wordToComplete ?? "").Trim('\'', '"')).Select(Result)];
        }
        // Whatever it is: no connection any more, no answer in time, no permission, no network.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>What to offer: the text itself and a tooltip.</summary>
    protected abstract Task<IReadOnlyList<(string Text, string Tooltip)>> AskAsync(
        SsprConnection connection, string typed, CancellationToken cancellationToken);

    private static CompletionResult Result((string Text, string Tooltip) candidate) => new(
        Completions.Quoted(candidate.Text),
        candidate.Text,
        CompletionResultType.ParameterValue,
        candidate.Tooltip.Length > 0 ? candidate.Tooltip : candidate.Text);

    private IReadOnlyList<(string Text, string Tooltip)> Ask(SsprConnection connection, string typed)
    {
        var answers = s_answers.GetOrCreateValue(connection);
        var key = $"{GetType().Name} {typed.ToUpperInvariant()}";
        if (answers.TryGetValue(key, out var known) && Environment.TickCount64 - known.At < KeepMilliseconds)
        {
            return known.Names;
        }

        using var patience = new CancellationTokenSource(s_patience);
        // On the pool, and waited for no longer than promised even if the request does not hear that it was given up.
        var asked = Task.Run(() => AskAsync(connection, typed, patience.Token));
        if (!asked.Wait(s_patience))
        {
            return [];
        }

        answers[key] = new Answer(Environment.TickCount64, asked.Result);
        return asked.Result;
    }

    private sealed record Answer(long At, IReadOnlyList<(string Text, string Tooltip)> Names);
}
