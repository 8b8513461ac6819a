using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>The reads of many test users, in batches. Each item is answered or has the error that says why not.</summary>
internal sealed class TestUserBatches(SsprConnection connection)
{
    private static readonly string s_select = $"$select={string.Join(',', UserDirectory.Properties)}";

    private readonly BatchClient _batch = new(connection);
    private readonly GroupMembership _membership = new(connection);

    /// <param name="identity">UPN or object id.</param>
    /// <exception cref="SsprException">It befalls all alike.</exception>
    public async Task<IReadOnlyDictionary<T, (DirectoryUser? User, SsprException? Error)>> FindAsync<T>(
        IEnumerable<T> items, Func<T, string> identity, CancellationToken cancellationToken)
        where T : class
    {
        var found = new Dictionary<T, (DirectoryUser?, SsprException?)>();
        var steps = items.Select(item => new BatchStep<T>(item, "GET", $"users/{ODataText.Segment(identity(item))}?{s_select}"));
        await foreach (var answer in _batch.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            found[answer.Key] = answer.GraphError?.Status == 404 ? (null, null) : Try(() => answer.Read(DirectoryJson.Default.DirectoryRow).ToUser());
        }

        return found;
    }

    /// <summary>The ids of the groups in which each user is a direct member.</summary>
    public async Task<IReadOnlyDictionary<T, (IReadOnlySet<string>? Groups, SsprException? Error)>> GroupsAsync<T>(
        IEnumerable<T> items, Func<T, string> id, CancellationToken cancellationToken)
        where T : class
    {
        var found = new Dictionary<T, (IReadOnlySet<string>?, SsprException?)>();
        var manyPages = new List<T>();
        var steps = items.Select(item => new BatchStep<T>(item, "GET", $"users/{ODataText.Segment(id(item))}/memberOf?$select=id"));
        await foreach (var answer in _batch.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            found[answer.Key] = Try<IReadOnlySet<string>>(() =>
            {
                var page = answer.Read(DirectoryJson.Default.PageDirectoryRow);
                if (page.NextLink is not null)
                {
                    manyPages.Add(answer.Key);
                }

                return (page.Value ?? []).Select(row => row.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            });
        }

        // More than one page: read alone, to its end.
        foreach (var item in manyPages)
        {
            found[item] = (await _membership.GroupIdsOfUserAsync(id(item), cancellationToken).ConfigureAwait(false), null);
        }

        return found;
    }

    /// <summary>The licences as they arrived at each user.</summary>
    public async Task<IReadOnlyDictionary<T, (IReadOnlyList<UserLicense>? Licenses, SsprException? Error)>> LicensesAsync<T>(
        IEnumerable<T> items, Func<T, string> id, CancellationToken cancellationToken)
        where T : class
    {
        var found = new Dictionary<T, (IReadOnlyList<UserLicense>?, SsprException?)>();
        var steps = items.Select(item => new BatchStep<T>(item, "GET", $"users/{ODataText.Segment(id(item))}/licenseDetails"));
        await foreach (var answer in _batch.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            found[answer.Key] = Try<IReadOnlyList<UserLicense>>(() => [.. (answer.Read(FactsJson.Default.PageLicenseDetailRow).Value ?? []).Where(row => row.SkuId is not null).Select(LicenseDirectory.FromRow)]);
        }

        return found;
    }

    private static (TValue? Value, SsprException? Error) Try<TValue>(Func<TValue> read)
        where TValue : class
    {
        try
        {
            return (read(), null);
        }
        catch (SsprException error)
        {
            return (null, error);
        }
    }
}
