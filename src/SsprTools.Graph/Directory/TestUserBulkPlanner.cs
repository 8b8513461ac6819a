using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>Plans many rows: the tenant is asked for all of them in batches, then each is judged in its turn.</summary>
internal sealed class TestUserBulkPlanner(SsprConnection connection, TestUserPlanner planner)
{
    private readonly TestUserBatches _reads = new(connection);

    /// <summary>Checks the rows and reads who is there already. What is wrong with a row alone is its <see cref="TestUserRow.Error"/>.</summary>
    /// <returns>How many rows that was: up to one that names a user of an earlier row, who has to be done first.</returns>
    /// <exception cref="SsprException">It befalls all alike.</exception>
    public async Task<int> LookAsync(IReadOnlyList<TestUserRow> rows, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var taken = new List<TestUserRow>(rows.Count);
        foreach (var row in rows)
        {
            await OneAsync(row, async () => row.Draft ??= await planner.CheckAsync(row.Request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            if (row.Draft is not null && !names.Add(row.Draft.UserPrincipalName))
            {
                break;
            }

            taken.Add(row);
        }

        var users = await _reads.FindAsync(taken.Where(row => row.Draft is not null), row => row.Draft!.UserPrincipalName, cancellationToken).ConfigureAwait(false);
        foreach (var (row, (user, error)) in users)
        {
            (row.Existing, row.Error) = (user, error);
        }

        // Others' users are refused without a further look.
        var known = taken.Where(row => row.Draft?.Groups.Count > 0 && TestUserMark.Parse(row.Existing?.EmployeeType) is not null);
        foreach (var (row, (groups, error)) in await _reads.GroupsAsync(known, row => row.Existing!.Id, cancellationToken).ConfigureAwait(false))
        {
            (row.MemberOf, row.Error) = (groups, error);
        }

        return taken.Count;
    }

    /// <summary>Says what has to be done for a row that was looked at, and counts the licence that it takes.</summary>
    public void Plan(TestUserRow row)
    {
        if (row.Error is not null)
        {
            return;
        }

        try
        {
            var plan = planner.Plan(row.Draft!, row.Existing);
            row.Plan = row.MemberOf is null ? plan : TestUserPlanner.WithGroups(plan, row.MemberOf);
            Count(row, 1);
        }
        catch (SsprException error)
        {
            row.Error = error;
        }
    }

    /// <summary>Gives the licence back that a row was to take and did not.</summary>
    public void Release(TestUserRow row) => Count(row, -1);

    private void Count(TestUserRow row, int units)
    {
        if (row.Plan is { AssignLicense: true, License: { } license })
        {
            planner.CountUnit(license, units);
        }
    }

    private static async Task OneAsync(TestUserRow row, Func<Task> check)
    {
        try
        {
            await check().ConfigureAwait(false);
        }
        catch (SsprException error)
        {
            row.Error = error;
        }
    }
}
