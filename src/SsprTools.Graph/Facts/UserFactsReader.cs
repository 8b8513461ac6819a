using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Gathers what the gates of users rest on, for many at a time: fifteen accounts a request, twenty requests a batch, and what is the same for all users
/// once. Keep one reader for a pipeline.
/// </summary>
public sealed class UserFactsReader
{
    /// <summary>How many users are best asked for at once.</summary>
    public const int ChunkSize = 100;

    // From here on lists of the whole tenant cost fewer requests than questions per user.
    private const int Many = 20;

    private readonly SsprConnection _connection;
    private readonly FactReading _reading;
    private readonly PeopleReader _people;
    private readonly Memberships _memberships;
    private readonly ReportIndex _report;
    private readonly BlockIndex _blocks;
    private TenantFacts? _tenant;

    public UserFactsReader(SsprConnection connection)
    {
        _connection = connection;
        _reading = new FactReading(connection);
        _people = new PeopleReader(connection, _reading);
        _memberships = new Memberships(connection, _reading);
        _report = new ReportIndex(connection, _reading);
        _blocks = new BlockIndex(connection, _reading);
    }

    /// <summary>The facts of one user. Only what ends every command alike is thrown; all else is an unknown fact with its reason.</summary>
    /// <param name="identity">UPN or object id.</param>
    public async Task<UserFacts> ReadAsync(string identity, CancellationToken cancellationToken) =>
        (await ReadAsync([identity], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The facts of several users, in their order.</summary>
    /// <param name="identities">UPNs or object ids, <see cref="ChunkSize"/> at most for flat memory.</param>
    public async Task<IReadOnlyList<UserFacts>> ReadAsync(IReadOnlyList<string> identities, CancellationToken cancellationToken)
    {
        var tenant = _tenant ??= await RoleHoldersReader.ReadTenantAsync(_connection, _reading, cancellationToken).ConfigureAwait(false);
        var people = await _people.ReadAsync(identities, cancellationToken).ConfigureAwait(false);
        var rows = people.Values.Select(person => person.Value).OfType<PersonRow>().DistinctBy(row => row.Id).ToList();
        var ids = rows.Select(row => row.Id).ToList();
        var list = ids.Count >= Many;
        var answers = SendAsync(rows, tenant, cancellationToken);
        var homes = _people.HomesAsync(rows.Where(row => GuestRules.NeedsIdentities(row.UserType, row.UserPrincipalName ?? "")).Select(row => row.Id), cancellationToken);
        var memberships = _memberships.PrepareAsync(ids, tenant.GroupsThatMatter, list, cancellationToken);
        var report = _report.ReadAsync(ids, list, cancellationToken);
        var blocks = _blocks.ReadAsync(ids, list, cancellationToken);
        await Task.WhenAll(answers, homes, memberships, report, blocks).ConfigureAwait(false);
        var lastWriteback = rows.Exists(row => row.OnPremisesSyncEnabled == true)
            ? await _blocks.LastWritebackAsync(cancellationToken).ConfigureAwait(false)
            : Fact<Testing.SsprEvent>.Unknown("the user is not synced.");
        var gathered = new GatheredFacts
        {
            Tenant = tenant,
            Now = _connection.Clock.Now,
            Answers = await answers.ConfigureAwait(false),
            Homes = await homes.ConfigureAwait(false),
            Report = await report.ConfigureAwait(false),
            Blocks = await blocks.ConfigureAwait(false),
            LastWriteback = lastWriteback,
            IsMember = _memberships.Of,
            Reading = _reading,
        };
        return [.. identities.Select(identity => gathered.Of(identity, people[identity]))];
    }

    private Task<IReadOnlyDictionary<(string User, FactKind Kind), StepResult>> SendAsync(List<PersonRow> rows, TenantFacts tenant, CancellationToken cancellationToken)
    {
        var steps = rows.Select(row => new BatchStep<(string, FactKind)>((row.Id, FactKind.Methods), "GET", $"users/{ODataText.Segment(row.Id)}/authentication/methods"))
            .Concat(rows.Where(row => AssignedLicenses.Of(row, tenant.Licenses) is null)
                .Select(row => new BatchStep<(string, FactKind)>((row.Id, FactKind.Licenses), "GET", $"users/{ODataText.Segment(row.Id)}/licenseDetails")));
        return _reading.SendAsync<(string User, FactKind Kind)>([.. steps], cancellationToken);
    }
}
