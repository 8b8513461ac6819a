using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Carries out many plans for test users together: the same steps and judgements as <see cref="TestUserWriter"/>, each step in batches for all users before
/// the next one. Groups take twenty members in a request.
/// </summary>
internal sealed class TestUserBulkWriter(SsprConnection connection)
{
    private readonly LostWrites _writes = new(connection);
    private readonly TestUserBatches _reads = new(connection);
    private readonly GroupMembership _membership = new(connection);

    /// <summary>Each row gets its result or its error.</summary>
    /// <exception cref="SsprException">It befalls all alike. Rows with neither result nor error were not begun.</exception>
    public async Task WriteAsync(IReadOnlyList<TestUserRow> rows, CancellationToken cancellationToken)
    {
        var all = rows.Select(row => new TestUserWork(row)).ToList();
        try
        {
            await CreateAsync([.. all.Where(work => work.Plan.Existing is null)], cancellationToken).ConfigureAwait(false);
            await ChangeAsync([.. all.Where(work => work.Plan.Changes.Count > 0 && work.Plan.Existing is not null)], cancellationToken).ConfigureAwait(false);
            await LicenseAsync([.. all.Where(work => work.NeedsLicense && work.MayGoOn)], cancellationToken).ConfigureAwait(false);
            await GroupsAsync([.. all.Where(work => work.MayGoOn)], cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException error)
        {
            // Who was created has a password that nobody would ever learn if only the error came.
            all.ForEach(work => work.CutOff(error));
            throw;
        }
        finally
        {
            all.ForEach(work => work.Conclude());
        }
    }

    private async Task CreateAsync(List<TestUserWork> works, CancellationToken cancellationToken)
    {
        var begun = connection.Clock.Now;
        await _writes.SettleAsync(
            works,
            work => $"The creation of user '{work.Plan.UserPrincipalName}'",
            work => new BatchStep<TestUserWork>(work, "POST", "users") { Body = TestUserBody.Json(TestUserBody.Of(work.Plan)) },
            (open, token) => LookAsync(open, work => work.Plan.UserPrincipalName, (work, user) =>
            {
                var isOurs = user is not null && TestUserCheck.IsOurs(user, work.Plan, begun);
                work.User = isOurs ? user : null;
                return isOurs;
            }, token),
            Created,
            (work, error) => work.Row.Error = TestUserCheck.WeakPassword(work.Plan, error) ?? error,
            cancellationToken).ConfigureAwait(false);
        await ReadBackAsync([.. works.Where(work => work.IsWritten)], TestUserCheck.IsAsCreated, TestUserCheck.JudgeCreated, cancellationToken).ConfigureAwait(false);
    }

    private static void Created(TestUserWork work, BatchAnswer<TestUserWork>? answer)
    {
        work.IsWritten = true;
        if (answer is null)
        {
            return;
        }

        try
        {
            work.User = answer.Read(DirectoryJson.Default.DirectoryRow).ToUser();
        }
        catch (SsprException error)
        {
            work.Row.Error = error;
        }

        if (work.User?.Id.Length == 0)
        {
            work.Row.Error = TestUserCheck.NoId(work.Plan);
        }
    }

    private async Task ChangeAsync(List<TestUserWork> works, CancellationToken cancellationToken)
    {
        await _writes.SettleAsync(
            works,
            work => $"The change of user '{work.Plan.UserPrincipalName}'",
            work => new BatchStep<TestUserWork>(work, "PATCH", $"users/{work.User!.Id}") { Body = TestUserBody.Json(TestUserBody.Of(work.Plan, work.Plan.Existing!)) },
            (open, token) => LookAsync(open, work => work.User!.Id, (work, user) => TestUserCheck.IsAsChanged(work.Plan, user), token),
            (work, _) => work.IsWritten = true,
            (work, error) => work.Row.Error = error,
            cancellationToken).ConfigureAwait(false);
        await ReadBackAsync([.. works.Where(work => work.IsWritten)], TestUserCheck.IsAsChanged, TestUserCheck.JudgeChanged, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which of these users show something; one that cannot be read is not named.</summary>
    private async Task<IReadOnlyDictionary<TestUserWork, bool>> LookAsync(
        IReadOnlyList<TestUserWork> works, Func<TestUserWork, string> identity, Func<TestUserWork, DirectoryUser?, bool> shows, CancellationToken cancellationToken)
    {
        var found = await _reads.FindAsync(works, identity, cancellationToken).ConfigureAwait(false);
        return found.Where(entry => entry.Value.Error is null).ToDictionary(entry => entry.Key, entry => shows(entry.Key, entry.Value.User));
    }

    private async Task ReadBackAsync(
        List<TestUserWork> works,
        Func<TestUserPlan, DirectoryUser?, bool> shows,
        Action<TestUserPlan, DirectoryUser?, TestUserProgress> judge,
        CancellationToken cancellationToken)
    {
        works.RemoveAll(work => work.IsRefused);
        var last = new Dictionary<TestUserWork, (DirectoryUser? User, SsprException? Error)>();
        await ReadBack.UntilAllAsync(
            works,
            async (left, token) =>
            {
                foreach (var (work, answer) in await _reads.FindAsync(left, work => work.User!.Id, token).ConfigureAwait(false))
                {
                    last[work] = answer;
                }

                return [.. left.Where(work => last[work].Error is null && !shows(work.Plan, last[work].User))];
            },
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        foreach (var work in works)
        {
            var (user, error) = last[work];
            work.IsWritten = false;
            if (error is not null)
            {
                work.Progress.Failed(work.Plan.Existing is null ? "The user was accepted, but could not be read back" : "The change was accepted, but could not be read back", error);
            }

            judge(work.Plan, user, work.Progress);
            work.User = user ?? work.User;
        }
    }

    private async Task LicenseAsync(List<TestUserWork> works, CancellationToken cancellationToken)
    {
        void Failed(TestUserWork work, SsprException error)
        {
            work.NeedsLicense = false;
            work.Progress.Failed($"The licence {work.Plan.License!.SkuPartNumber} was not assigned", error);
        }

        bool Has(TestUserWork work, IReadOnlyList<UserLicense> licenses) => licenses.Any(license => license.SkuId == work.Plan.License!.SkuId);
        await _writes.SettleAsync(
            [.. works.Where(work => work.Plan.AssignLicense)],
            work => $"The licence for user {work.Plan.UserPrincipalName}",
            work => new BatchStep<TestUserWork>(work, "POST", $"users/{work.User!.Id}/assignLicense") { Body = LicenseDirectory.AssignmentBody(work.Plan.License!.SkuId) },
            async (open, token) => (await _reads.LicensesAsync(open, work => work.User!.Id, token).ConfigureAwait(false))
                .Where(entry => entry.Value.Licenses is not null)
                .ToDictionary(entry => entry.Key, entry => Has(entry.Key, entry.Value.Licenses!)),
            (_, _) => { },
            Failed,
            cancellationToken).ConfigureAwait(false);

        var last = new Dictionary<TestUserWork, (IReadOnlyList<UserLicense>? Licenses, SsprException? Error)>();
        await ReadBack.UntilAllAsync(
            [.. works.Where(work => work.NeedsLicense)],
            async (left, token) =>
            {
                foreach (var (work, answer) in await _reads.LicensesAsync(left, work => work.User!.Id, token).ConfigureAwait(false))
                {
                    last[work] = answer;
                }

                return [.. left.Where(work => last[work].Licenses is { } licenses && !Has(work, licenses))];
            },
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        foreach (var (work, (licenses, error)) in last)
        {
            if (licenses is null)
            {
                Failed(work, error!);
                continue;
            }

            work.NeedsLicense = false;
            TestUserCheck.JudgeLicense(work.Plan.License!, licenses, work.Progress);
        }
    }

    private async Task GroupsAsync(List<TestUserWork> works, CancellationToken cancellationToken)
    {
        foreach (var wanted in works.SelectMany(work => work.GroupsLeft.Select(group => (Group: group, Work: work))).GroupBy(pair => pair.Group.Id).ToList())
        {
            var group = wanted.First().Group;
            var byId = wanted.ToDictionary(pair => pair.Work.User!.Id, pair => pair.Work, StringComparer.OrdinalIgnoreCase);
            var changes = await _membership.AddAsync(group, [.. byId.Values.Select(work => MemberDirectory.OfUser(work.User!))], cancellationToken).ConfigureAwait(false);
            foreach (var change in changes)
            {
                var work = byId[change.Id];
                work.GroupsLeft.RemoveAll(left => left.Id == group.Id);
                TestUserCheck.JudgeMember(group, change, work.Progress);
            }
        }
    }
}
