using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Rows of the registration report by user. Its budget (5 requests in 10 s, facts/graph.md 1.14) makes each request slow, and it has no filter by id (1.10). So
/// users are asked for one by one as long as all of them so far are fewer than the report's pages; from then on the report is read once. That never costs more
/// than twice what would have been best had the number of users been known. What is kept of a row is some 40 bytes.
/// </summary>
internal sealed class ReportIndex(SsprConnection connection, FactReading reading)
{
    private const string Source = "registration report";
    private const string Path = "reports/authenticationMethods/userRegistrationDetails";

    private Fact<Dictionary<Guid, Entry>>? _all;
    private long? _pages;
    private long _asked;

    /// <param name="userIds">Object ids.</param>
    /// <param name="many">Whether they are so many that it is worth asking how long the report is.</param>
    public async Task<IReadOnlyDictionary<string, Fact<RegistrationRow>>> ReadAsync(IReadOnlyCollection<string> userIds, bool many, CancellationToken cancellationToken)
    {
        _asked += userIds.Count;
        if (_all is not null || (many && _asked >= await PagesAsync(cancellationToken).ConfigureAwait(false)))
        {
            _all ??= await reading.ReadAsync(Source, async () => (Dictionary<Guid, Entry>?)await AllAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return userIds.ToDictionary(id => id, Kept, StringComparer.OrdinalIgnoreCase);
        }

        var none = Fact<RegistrationRow>.Known(null, Source, connection.Clock.Now);
        var steps = userIds.Select(id => new BatchStep<string>(id, "GET", $"{Path}/{ODataText.Segment(id)}")).ToList();
        return (await reading.SendAsync(steps, cancellationToken).ConfigureAwait(false)).ToDictionary(
            answer => answer.Key, answer => reading.From(Source, answer.Value, result => result.Read(RegistrationJson.Default.RegistrationRow), none), StringComparer.OrdinalIgnoreCase);
    }

    private async Task<long> PagesAsync(CancellationToken cancellationToken) => _pages ??= (await reading.ReadAsync(
        "number of users", async () => await RegistrationLookup.PagesAsync(connection, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)) is { IsKnown: true } pages
        ? pages.Value
        : RegistrationLookup.PagesWithoutCount;

    private Fact<RegistrationRow> Kept(string id)
    {
        var all = _all!;
        if (!all.IsKnown)
        {
            return Fact<RegistrationRow>.Unknown(all.WhyUnknown!);
        }

        return Fact<RegistrationRow>.Known(
            Guid.TryParse(id, out var key) && all.Value!.TryGetValue(key, out var entry)
                ? new RegistrationRow
                {
                    Id = id,
                    IsAdmin = entry.Admin,
                    IsSsprEnabled = entry.Enabled,
                    IsSsprRegistered = entry.Registered,
                    IsSsprCapable = entry.Capable,
                    MethodsRegistered = entry.Methods,
                    ReportUpdatedDateTime = entry.Updated,
                }
                : null,
            Source,
            all.AsOf);
    }

    private async Task<Dictionary<Guid, Entry>> AllAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Guid, Entry>();
        await foreach (var page in new RegistrationReport(connection).ReadAsync(new RegistrationFilter(), cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                if (Guid.TryParse(row.Id, out var id))
                {
                    entries[id] = new Entry(row.IsAdmin, row.IsSsprEnabled, row.IsSsprRegistered, row.IsSsprCapable, row.MethodsRegistered, row.ReportUpdatedDateTime);
                }
            }
        }

        return entries;
    }

    private readonly record struct Entry(
        bool? Admin, bool? Enabled, bool? Registered, bool? Capable, IReadOnlyList<string> Methods, DateTimeOffset? Updated);
}
