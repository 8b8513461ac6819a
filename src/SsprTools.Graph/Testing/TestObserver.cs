using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Testing;

/// <summary>Looks at everything that a reset test is judged by, once.</summary>
internal sealed class TestObserver(SsprConnection connection)
{
    public async Task<TestObservation> ObserveAsync(TestRun run, CancellationToken cancellationToken)
    {
        var facts = await new UserFactsReader(connection).ReadAsync(run.UserId, cancellationToken).ConfigureAwait(false);
        // The logs are read after this moment, so what they do not have was not there at it, however long the reading takes.
        var now = connection.Clock.Now;
        var reading = new FactReading(connection);
        var events = await reading.ReadAsync("audit log", async () =>
        {
            var found = new List<SsprEvent>();
            await foreach (var next in new AuditTrail(connection).ReadAsync(run.UserId, run.StartedAt, null, cancellationToken).ConfigureAwait(false))
            {
                found.Add(next);
            }

            return (IReadOnlyList<SsprEvent>?)found;
        }).ConfigureAwait(false);
        var signIns = await reading.ReadAsync("sign-in log", async () =>
            (IReadOnlyList<SignInEvent>?)await new SignInLog(connection).ReadAsync(run.UserId, run.StartedAt, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return Of(now, facts, events, signIns);
    }

    /// <summary>The account without the logs, for what is judged before anybody did anything.</summary>
    public async Task<TestObservation> ObserveAccountAsync(TestRun run, CancellationToken cancellationToken)
    {
        const string NotAsked = "it was not asked for";
        var facts = await new UserFactsReader(connection).ReadAsync(run.UserId, cancellationToken).ConfigureAwait(false);
        return Of(connection.Clock.Now, facts, Fact<IReadOnlyList<SsprEvent>>.Unknown(NotAsked), Fact<IReadOnlyList<SignInEvent>>.Unknown(NotAsked));
    }

    private static TestObservation Of(DateTimeOffset now, UserFacts facts, Fact<IReadOnlyList<SsprEvent>> events, Fact<IReadOnlyList<SignInEvent>> signIns) => new()
    {
        Now = now,
        Readiness = ReadinessRules.Judge(facts),
        User = facts.Account,
        ReportRow = facts.ReportRow,
        MethodsRequired = Required(facts),
        Events = events,
        SignIns = signIns,
    };

    /// <summary>Two for an administrator, except where facts/graph.md 3.9 says one; else what the policy says.</summary>
    private static Fact<int> Required(UserFacts facts) => facts.IsAdministrator switch
    {
        { IsKnown: false } => Fact<int>.Unknown(facts.IsAdministrator.WhyUnknown!),
        { Value: false } => facts.NumberOfMethodsRequired,
        _ => facts.HasCustomDomainOrSync.IsKnown
            ? Fact<int>.Known(facts.HasCustomDomainOrSync.Value ? 2 : 1, "administrators' policy", facts.HasCustomDomainOrSync.AsOf)
            : Fact<int>.Unknown(facts.HasCustomDomainOrSync.WhyUnknown!),
    };
}
