using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>Reads back what a change wrote, and compares every field of it with what was meant.</summary>
internal sealed class PolicyVerifier(SsprConnection connection)
{
    private static readonly TimeSpan[] s_readBack = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(1)];

    private readonly PolicyClient _client = new(connection);

    /// <param name="made">The requests that were sent.</param>
    public async Task<PolicyVerdict> VerifyAsync(IReadOnlyList<PolicyStep> made, PolicyPlan plan, CancellationToken cancellationToken)
    {
        var sections = made.GroupBy(step => step.Section).ToDictionary(steps => steps.Key, steps => steps.Last().After);
        var verdict = PolicyVerdict.Fine;
        try
        {
            foreach (var delay in s_readBack)
            {
                await Task.Delay(delay, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
                var now = await ReadAsync(sections.Keys, cancellationToken).ConfigureAwait(false);
                verdict = PolicyVerdict.Judge(plan.Before, sections, now);
                if (verdict.AsMeant)
                {
                    return verdict;
                }
            }
        }
        catch (SsprException unread)
        {
            return PolicyVerdict.Unread(unread);
        }

        return verdict;
    }

    private async Task<IReadOnlyDictionary<string, JsonFields>> ReadAsync(IEnumerable<string> sections, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, JsonFields>();
        foreach (var part in sections.Select(PolicySection.PartOf).Distinct())
        {
            foreach (var (name, fields) in await _client.ReadAsync(part, withGroupName: false, cancellationToken).ConfigureAwait(false))
            {
                all[name] = fields;
            }
        }

        return all;
    }
}
