using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Creates, finds and removes test users: users that carry the mark of one (<see cref="TestUserMark"/>). Others are never touched.
/// One instance serves one command: it remembers the tenant's domains, licences and groups for as long.
/// </summary>
public sealed class TestUsers
{
    /// <summary>
    /// How many rows are worked on together: as many as fill the batches that are under way at once. No more, because a process that is killed takes their
    /// passwords along.
    /// </summary>
    public const int RowsAtOnce = BatchClient.MaxSteps * BatchClient.MaxConcurrency;

    private readonly SsprConnection _connection;
    private readonly TestUserPlanner _planner;
    private readonly TestUserBulkPlanner _bulk;
    private readonly TestUserWriter _writer;
    private readonly UserDirectory _users;
    private readonly LicenseDirectory _licenses;
    private readonly GroupMembership _membership;
    private IReadOnlyList<SubscribedLicense>? _owned;

    public TestUsers(SsprConnection connection)
    {
        _connection = connection;
        _planner = new TestUserPlanner(connection);
        _bulk = new TestUserBulkPlanner(connection, _planner);
        _writer = new TestUserWriter(connection);
        _users = new UserDirectory(connection);
        _licenses = new LicenseDirectory(connection);
        _membership = new GroupMembership(connection);
    }

    /// <summary>Checks everything and says what has to be done. Writes nothing.</summary>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.InvalidUserPrincipalName"/>, <see cref="SsprErrorId.UnknownDomain"/>, <see cref="SsprErrorId.WeakPassword"/>,
    /// <see cref="SsprErrorId.LicenseNotFound"/>, <see cref="SsprErrorId.LicenseNotAvailable"/>, <see cref="SsprErrorId.UsageLocationMissing"/>,
    /// <see cref="SsprErrorId.GroupNotFound"/>, <see cref="SsprErrorId.NotATestUser"/>, <see cref="SsprErrorId.UserDiffers"/> and others
    /// </exception>
    public Task<TestUserPlan> PlanAsync(TestUserRequest request, CancellationToken cancellationToken) =>
        _planner.PlanAsync(request, cancellationToken);

    /// <summary>Does what a plan says, reads back, and tells what came of it.</summary>
    /// <exception cref="SsprException">Nothing was created. What fails later is in <see cref="TestUserResult.Errors"/>.</exception>
    public async Task<TestUserResult> CreateAsync(TestUserPlan plan, CancellationToken cancellationToken)
    {
        var result = await _writer.WriteAsync(plan, cancellationToken).ConfigureAwait(false);
        if (plan.AssignLicense && result.Licenses?.Contains(plan.License!.SkuPartNumber) == true)
        {
            _planner.CountUnit(plan.License!);
        }

        return result;
    }

    /// <summary>
    /// Checks rows and reads who of them is there, in batches. Writes nothing. What is wrong with one row alone is its <see cref="TestUserRow.Error"/>.
    /// </summary>
    /// <returns>How many rows that was: up to one that names a user of an earlier row, which has to be carried out first.</returns>
    /// <exception cref="SsprException">It befalls all alike.</exception>
    public Task<int> LookAsync(IReadOnlyList<TestUserRow> rows, CancellationToken cancellationToken) => _bulk.LookAsync(rows, cancellationToken);

    /// <summary>Says what has to be done for a row that was looked at: <see cref="TestUserRow.Plan"/> or <see cref="TestUserRow.Error"/>. In their order: a licence's last unit goes to the first.</summary>
    public void Plan(TestUserRow row) => _bulk.Plan(row);

    /// <summary>A planned row is not to be carried out.</summary>
    public void Decline(TestUserRow row) => _bulk.Release(row);

    /// <summary>Does what the plans say, in batches, reads back, and gives each row its <see cref="TestUserRow.Result"/> or <see cref="TestUserRow.Error"/>.</summary>
    /// <exception cref="SsprException">It befalls all alike. Rows without result and error were not begun; the others tell what was reached.</exception>
    public async Task CreateAsync(IReadOnlyList<TestUserRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await new TestUserBulkWriter(_connection).WriteAsync(rows, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var row in rows.Where(row => row.Result?.Licenses?.Contains(row.Plan!.License?.SkuPartNumber ?? "") != true))
            {
                _bulk.Release(row);
            }
        }
    }

    /// <summary>All test users, a page at a time. The service's index can lag behind changes by a moment.</summary>
    /// <param name="expired">Only those whose last day has passed, by the service's clock.</param>
    public async IAsyncEnumerable<IReadOnlyList<TestUserResult>> ListAsync(bool expired, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // employeeType can be filtered by as an advanced query only: ConsistencyLevel and $count (learn.microsoft.com Q&A 726469).
        var path = $"v1.0/users?$count=true&$select={string.Join(',', UserDirectory.Properties)}&"
            + ODataText.Option("$filter", $"startswith(employeeType,{ODataText.Literal(TestUserMark.Prefix)})");
        await foreach (var page in PageReader
            .ReadAsync(_connection.GraphHttp, path, DirectoryJson.Default.PageDirectoryRow, eventual: true, cancellationToken).ConfigureAwait(false))
        {
            var found = new List<TestUserResult>(page.Count);
            foreach (var row in page)
            {
                if (TestUserMark.Parse(row.EmployeeType) is { } until && (!expired || IsExpired(until)))
                {
                    found.Add(await DescribeAsync(row.ToUser(), until, groups: null, cancellationToken).ConfigureAwait(false));
                }
            }

            yield return found;
        }
    }

    /// <summary>One test user, with its groups.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/>, <see cref="SsprErrorId.NotATestUser"/></exception>
    public async Task<TestUserResult> GetAsync(string identity, CancellationToken cancellationToken)
    {
        var user = await _users.GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var until = RequireMark(user);
        var groups = await _membership.GroupNamesOfUserAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return await DescribeAsync(user, until, groups, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a test user, softly as the service does, and reads back.</summary>
    /// <param name="user">From <see cref="GetAsync"/>; checked again here.</param>
    public async Task<TestUserResult> RemoveAsync(TestUserResult user, CancellationToken cancellationToken)
    {
        RequireMark(user.User);
        await LostWrite.SettleAsync(
            $"The deletion of user '{user.User.UserPrincipalName}'",
            token => _connection.Directory.Users[user.User.Id].DeleteAsync(cancellationToken: token),
            async token => await _users.FindAsync(user.User.Id, token).ConfigureAwait(false) is null,
            _connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        var left = await ReadBack.UntilAsync(
            token => _users.FindAsync(user.User.Id, token), found => found is null, _connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        return left is null
            ? user with { Status = ChangeStatus.Removed }
            : user with { Status = ChangeStatus.Unverified, Remarks = ["The service accepted the deletion, but still shows the user."] };
    }

    public bool IsExpired(DateOnly until) => until < DateOnly.FromDateTime(_connection.Clock.Now.UtcDateTime);

    /// <exception cref="SsprException"><see cref="SsprErrorId.NotATestUser"/></exception>
    internal static DateOnly RequireMark(DirectoryUser user) => TestUserMark.Parse(user.EmployeeType) ?? throw new SsprException(
        SsprErrorId.NotATestUser,
        $"'{user.UserPrincipalName}' exists and is no test user: its employee type is not '{TestUserMark.Prefix}<date>'.",
        "Nothing was changed. Give the name of a test user (Get-SsprTestUser lists them), or another name for a new one.",
        user.UserPrincipalName);

    private async Task<TestUserResult> DescribeAsync(
        DirectoryUser user, DateOnly until, IReadOnlyList<string>? groups, CancellationToken cancellationToken)
    {
        _owned ??= await OwnedAsync(cancellationToken).ConfigureAwait(false);
        return new TestUserResult
        {
            User = user,
            TestUntil = until,
            // An id instead of a name says less, but not wrong.
            Licenses = [.. user.AssignedSkuIds.Select(id => _owned.FirstOrDefault(sku => sku.SkuId == id)?.SkuPartNumber ?? id.ToString())],
            Groups = groups,
        };
    }

    private async Task<IReadOnlyList<SubscribedLicense>> OwnedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _licenses.ListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GraphException error) when (error.ErrorId == SsprErrorId.PermissionMissing)
        {
            return [];
        }
    }
}
