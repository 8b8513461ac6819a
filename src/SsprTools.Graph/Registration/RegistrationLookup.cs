using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// The rows of a group's members or of chosen users, whichever way costs fewer requests to the report, of which 5 are allowed in 10 s and each request of a
/// <c>$batch</c> counts (facts/graph.md 1.14):
/// <para>single rows by id, when the users are fewer than the report's pages (the tenant's users by 1,000), and always when they are five or fewer;</para>
/// <para>else the report page by page, with the filter at the service, and the rows of others are passed over.</para>
/// So a group costs at most a request per 999 members, one per 1,000 users of the tenant, and a handful.
/// Permissions: AuditLog.Read.All, User.Read.All; GroupMember.Read.All for groups.
/// </summary>
public sealed class RegistrationLookup(SsprConnection connection)
{
    // The service's own page (facts/field.md c).
    private const int RowsPerPage = 1000;
    private const int FewEnough = RequestBudget.Requests;

    // What is taken for few where the number of users may not be read: the pages of 200,000 users.
    internal const int PagesWithoutCount = 200;

    private readonly RegistrationReport _report = new(connection);

    /// <summary>The members' rows, those of nested groups too, and each member whom the report does not have.</summary>
    /// <remarks>
    /// With a filter that the service applies, only those members are given as unreported whom the directory shows to be missing (disabled, or newer than
    /// the report); another missing one cannot be told from one that does not match.
    /// </remarks>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/></exception>
    public async IAsyncEnumerable<IReadOnlyList<RegistrationAnswer>> OfGroupAsync(
        DirectoryGroup group, RegistrationFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = await MembersAsync(group, cancellationToken).ConfigureAwait(false);
        var byId = await IsCheaperByIdAsync(wanted.Count, cancellationToken).ConfigureAwait(false);
        DateTimeOffset? refreshed = null;
        var pages = byId ? ByIdAsync(wanted, filter, cancellationToken) : ByPageAsync(wanted, filter, cancellationToken);
        await foreach (var (answers, time) in pages.ConfigureAwait(false))
        {
            refreshed = time ?? refreshed;
            yield return answers;
        }

        yield return [.. wanted.Values.Where(user => byId || filter.IsEmpty || user.IsSurelyMissing(refreshed)).Select(user => Unreported(user, user.Id, refreshed))];
    }

    /// <summary>The rows of users named by UPN or object id, in any order; who is named twice is answered twice.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RegistrationAnswer>> OfUsersAsync(
        IReadOnlyList<string> identities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var byId = await IsCheaperByIdAsync(identities.Distinct(StringComparer.OrdinalIgnoreCase).Count(), cancellationToken).ConfigureAwait(false);
        var wanted = new Dictionary<string, ReportedUser>(StringComparer.OrdinalIgnoreCase);
        var asked = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        await foreach (var (same, user, error) in FindAsync(identities, cancellationToken).ConfigureAwait(false))
        {
            if (user is null)
            {
                yield return [.. same.Select(identity => new RegistrationAnswer(identity) { Error = error })];
                continue;
            }

            wanted[user.Id] = user;
            asked[user.Id] = [.. asked.GetValueOrDefault(user.Id, []), .. same];
        }

        DateTimeOffset? refreshed = null;
        var none = new RegistrationFilter();
        await foreach (var (answers, time) in (byId ? ByIdAsync(wanted, none, cancellationToken) : ByPageAsync(wanted, none, cancellationToken)).ConfigureAwait(false))
        {
            refreshed = time ?? refreshed;
            yield return [.. answers.SelectMany(answer => asked[answer.Identity].Select(identity => answer with { Identity = identity }))];
        }

        yield return [.. wanted.Values.SelectMany(user => asked[user.Id].Select(identity => Missing(user, identity, refreshed)))];
    }

    private RegistrationAnswer Missing(ReportedUser user, string identity, DateTimeOffset? refreshed)
    {
        var answer = Unreported(user, identity, refreshed);
        return answer with { Error = RegistrationReport.NotInReport(answer.Unreported!) };
    }

    private RegistrationAnswer Unreported(ReportedUser user, string identity, DateTimeOffset? refreshed) =>
        new(identity) { Unreported = user.ToUnreported(refreshed, connection.Clock.Now) };

    private async Task<Dictionary<string, ReportedUser>> MembersAsync(DirectoryGroup group, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, ReportedUser>(StringComparer.OrdinalIgnoreCase);
        // A cast makes this an advanced query, which needs $count and the header (facts/graph.md 1.3); the count also proves the list whole.
        var path = $"v1.0/groups/{group.Id}/transitiveMembers/microsoft.graph.user?{ReportedUser.Select}&$top=999&$count=true";
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, ReportedUserJson.Default.PageReportedUser, eventual: true, cancellationToken).ConfigureAwait(false))
        {
            foreach (var user in page)
            {
                members[user.Id] = user;
            }
        }

        return members;
    }

    private async Task<bool> IsCheaperByIdAsync(int users, CancellationToken cancellationToken) =>
        users <= FewEnough || users < await PagesAsync(connection, cancellationToken).ConfigureAwait(false);

    /// <summary>How many pages the report has, about: what single rows have to be cheaper than.</summary>
    internal static async Task<long> PagesAsync(SsprConnection connection, CancellationToken cancellationToken) =>
        await UserCount.ReadAsync(connection, enabledOnly: false, cancellationToken).ConfigureAwait(false) is { } all ? all / RowsPerPage : PagesWithoutCount;

    /// <summary>What is answered is taken out of <paramref name="wanted"/>; who is left has no row.</summary>
    private async IAsyncEnumerable<(IReadOnlyList<RegistrationAnswer> Answers, DateTimeOffset? Refreshed)> ByIdAsync(
        Dictionary<string, ReportedUser> wanted, RegistrationFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = wanted.Keys.Select(id => new BatchStep<string>(id, "GET", RegistrationReport.StepOf(id))).ToList();
        await foreach (var answer in new BatchClient(connection).SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            if (answer.GraphError?.Status == 404)
            {
                continue;
            }

            if (answer.Error is { ErrorId: SsprErrorId.PermissionMissing or SsprErrorId.PremiumLicenseMissing } forbidden)
            {
                // The report is refused to everyone alike.
                throw forbidden;
            }

            wanted.Remove(answer.Key);
            var row = answer.IsDone ? _report.WithAge(answer.Read(RegistrationJson.Default.RegistrationRow)) : null;
            if (row is null || filter.Matches(row))
            {
                yield return ([new RegistrationAnswer(answer.Key) { Row = row, Error = answer.Error }], row?.ReportUpdatedDateTime);
            }
        }
    }

    /// <inheritdoc cref="ByIdAsync"/>
    private async IAsyncEnumerable<(IReadOnlyList<RegistrationAnswer> Answers, DateTimeOffset? Refreshed)> ByPageAsync(
        Dictionary<string, ReportedUser> wanted, RegistrationFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset? refreshed = null;
        await foreach (var page in _report.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            refreshed = page.Max(row => row.ReportUpdatedDateTime) is { } time && (refreshed is null || time > refreshed) ? time : refreshed;
            yield return ([.. page.Where(row => wanted.Remove(row.Id)).Select(row => new RegistrationAnswer(row.Id) { Row = row })], refreshed);
            if (wanted.Count == 0)
            {
                // Nobody is left to look for, and a page costs two seconds of the budget.
                yield break;
            }
        }
    }

    /// <summary>The directory's user of each identity, asked once for those named twice.</summary>
    private async IAsyncEnumerable<(IReadOnlyList<string> Identities, ReportedUser? User, SsprException? Error)> FindAsync(
        IReadOnlyList<string> identities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = identities.GroupBy(identity => identity, StringComparer.OrdinalIgnoreCase)
            .Select(same => new BatchStep<IReadOnlyList<string>>([.. same], "GET", $"users/{ODataText.Segment(same.Key)}?{ReportedUser.Select}"));
        await foreach (var answer in new BatchClient(connection).SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            var error = answer.GraphError?.Status == 404 ? UserDirectory.NotFound(answer.Key[0]) : answer.Error;
            yield return (answer.Key, error is null ? answer.Read(ReportedUserJson.Default.ReportedUser) : null, error);
        }
    }
}
