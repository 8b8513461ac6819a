using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Judges every user of a tenant under a changed policy. The registration report tells most of them, without a request per user; of those whom it
/// cannot tell the user object is read, fifteen a request, and where that is not enough the methods. Nothing is kept of a user who was handed out.
/// </summary>
public sealed class ImpactReader
{
    // Twenty requests of fifteen users: one batch.
    private const int ChunkSize = 300;

    private readonly SsprConnection _connection;
    private readonly FactReading _reading;
    private readonly PeopleReader _people;
    private readonly Memberships _memberships;
    private TenantFacts? _tenant;

    public ImpactReader(SsprConnection connection)
    {
        _connection = connection;
        _reading = new FactReading(connection);
        _people = new PeopleReader(connection, _reading);
        _memberships = new Memberships(connection, _reading);
    }

    /// <summary>All users of the report, in no order.</summary>
    /// <param name="question">The change.</param>
    /// <exception cref="SsprException">The report cannot be read, or comes incomplete.</exception>
    public async IAsyncEnumerable<UserImpact> ReadAsync(ImpactQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (tenant, changed) = await PrepareAsync(question, cancellationToken).ConfigureAwait(false);
        var waiting = new List<UserFacts>(ChunkSize);
        await foreach (var page in new RegistrationReport(_connection).ReadAsync(new RegistrationFilter(), cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                var facts = ReportedFacts.Of(row, tenant, _memberships.Of, _connection.Clock.Now);
                var impact = Judge(facts, tenant, changed, ReportedFacts.Source);
                if (impact.Impact != Impact.Unknown || question.ReportOnly)
                {
                    yield return impact;
                    continue;
                }

                waiting.Add(facts);
                if (waiting.Count == ChunkSize)
                {
                    foreach (var found in await LookCloserAsync(waiting, tenant, changed, cancellationToken).ConfigureAwait(false))
                    {
                        yield return found;
                    }

                    waiting.Clear();
                }
            }
        }

        foreach (var found in await LookCloserAsync(waiting, tenant, changed, cancellationToken).ConfigureAwait(false))
        {
            yield return found;
        }
    }

    /// <summary>Only these users, by everything that can be read of them now.</summary>
    /// <param name="reader">Keep one for a pipeline.</param>
    public async Task<IReadOnlyList<UserImpact>> ReadAsync(
        ImpactQuestion question, UserFactsReader reader, IReadOnlyList<string> identities, CancellationToken cancellationToken)
    {
        var (tenant, changed) = await PrepareAsync(question, cancellationToken).ConfigureAwait(false);
        var users = await reader.ReadAsync(identities, cancellationToken).ConfigureAwait(false);
        return [.. users.Select(facts => Judge(facts, tenant, changed, "methods read live"))];
    }

    /// <summary>The counts over all users of the report, or <see langword="null"/> if the change touches nothing that a reset hangs on.</summary>
    public async Task<ImpactCount?> CountAsync(ImpactQuestion question, CancellationToken cancellationToken)
    {
        var (tenant, changed) = await PrepareAsync(question, cancellationToken).ConfigureAwait(false);
        if (tenant.Policy.Touched(changed).Count == 0)
        {
            return null;
        }

        var count = NewCount();
        await foreach (var user in ReadAsync(question, cancellationToken).ConfigureAwait(false))
        {
            count.Add(user);
        }

        await CountOthersAsync(count, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>Says in the counts over a whole report how many enabled users it does not have (facts/graph.md 1.10: it is hours late).</summary>
    public async Task CountOthersAsync(ImpactCount count, CancellationToken cancellationToken)
    {
        count.OfTenant = true;
        if (await UserCount.ReadAsync(_connection, enabledOnly: true, cancellationToken).ConfigureAwait(false) is { } users)
        {
            count.NotInReport = Math.Max(0, users - count.Total);
        }
    }

    /// <summary>An empty count for this tenant.</summary>
    public ImpactCount NewCount() => new() { TenantId = _connection.TenantId, IsSimulated = _connection.IsSandbox };

    private async Task<(TenantFacts Tenant, ResetPolicy Changed)> PrepareAsync(ImpactQuestion question, CancellationToken cancellationToken)
    {
        var first = _tenant is null;
        var tenant = _tenant ??= await RoleHoldersReader.ReadTenantAsync(_connection, _reading, cancellationToken).ConfigureAwait(false);
        var changed = await question.ApplyAsync(tenant, _connection, cancellationToken).ConfigureAwait(false);
        if (first)
        {
            var groups = tenant.GroupsThatMatter.Concat(changed.SelectedGroup is { } group && Selected(changed) ? [group.Id] : []).Concat(changed.MethodsAllowed.Value?.Groups ?? []);
            await _memberships.PrepareAsync([], [.. groups.Distinct(StringComparer.OrdinalIgnoreCase)], list: true, cancellationToken).ConfigureAwait(false);
        }

        return (tenant, changed);
    }

    private static bool Selected(ResetPolicy policy) => policy.Scope is { IsKnown: true, Value: SsprScope.Selected };

    private UserImpact Judge(UserFacts facts, TenantFacts tenant, ResetPolicy changed, string source)
    {
        var inGroup = facts.Account.Value?.Id is { } id && changed.SelectedGroup is { } group && Selected(changed)
            ? _memberships.Of(id, group.Id)
            : Fact<bool>.Unknown("no group would be selected.");
        return ImpactRules.Judge(facts, Of(tenant.Policy, facts), Of(changed, facts), inGroup, source) with { TenantId = _connection.TenantId, IsSimulated = _connection.IsSandbox };
    }

    /// <summary>The policy for one user: what is on for some groups only is so for their members.</summary>
    private ResetPolicy Of(ResetPolicy policy, UserFacts facts) => facts.Account.Value?.Id is { } id
        ? policy with { MethodsAllowed = policy.MethodsAllowed.Map(allowed => allowed.For(id, group => _memberships.Of(id, group))) }
        : policy;

    /// <summary>Contact data first, which costs little; then the methods themselves of those who are still not known.</summary>
    private async Task<IReadOnlyList<UserImpact>> LookCloserAsync(
        List<UserFacts> users, TenantFacts tenant, ResetPolicy changed, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return [];
        }

        var people = await _people.ReadAsync(users.Select(user => user.Account.Value!.Id), cancellationToken).ConfigureAwait(false);
        var closer = users.Select(user => ReportedFacts.With(user, people[user.Account.Value!.Id], tenant)).ToList();
        var impacts = closer.Select(facts => Judge(facts, tenant, changed, $"{ReportedFacts.Source}, contact data")).ToList();
        var unknown = Enumerable.Range(0, closer.Count).Where(index => impacts[index].Impact == Impact.Unknown && closer[index].Account.Value is not null).ToList();
        var steps = unknown.Select(index => new BatchStep<int>(index, "GET", $"users/{ODataText.Segment(closer[index].Account.Value!.Id)}/authentication/methods")).ToList();
        foreach (var (index, answer) in await _reading.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            var facts = closer[index];
            impacts[index] = Judge(
                facts with
                {
                    MethodsHeld = _reading.From("methods read live", answer, result => MethodRow.Whole(result.Read(RegistrationJson.Default.PageMethodRow), facts.Account.Value!)),
                },
                tenant,
                changed,
                $"{ReportedFacts.Source}, contact data, methods read live");
        }

        return impacts;
    }
}
