using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>Carries out a plan for a test user step by step, reading back after each.</summary>
internal sealed class TestUserWriter(SsprConnection connection)
{
    private readonly UserDirectory _users = new(connection);
    private readonly GroupMembership _membership = new(connection);
    private readonly LicenseDirectory _licenses = new(connection);

    public async Task<TestUserResult> WriteAsync(TestUserPlan plan, CancellationToken cancellationToken)
    {
        var progress = new TestUserProgress(plan);
        if (plan.IsUnchanged)
        {
            return progress.ToResult(plan.Existing!);
        }

        var user = plan.Existing is { } existing
            ? await UpdateAsync(plan, existing, progress, cancellationToken).ConfigureAwait(false)
            : await CreateAsync(plan, progress, cancellationToken).ConfigureAwait(false);
        if (progress.UserIsThere)
        {
            await LicenseAsync(plan, user, progress, cancellationToken).ConfigureAwait(false);
            await GroupsAsync(plan, user, progress, cancellationToken).ConfigureAwait(false);
        }

        return progress.ToResult(user);
    }

    private async Task<DirectoryUser> CreateAsync(TestUserPlan plan, TestUserProgress progress, CancellationToken cancellationToken)
    {
        var created = await PostAsync(plan, cancellationToken).ConfigureAwait(false);
        var user = await progress.TryAsync(
            "The user was accepted, but could not be read back",
            () => ReadBack.UntilAsync(token => _users.FindAsync(created.Id, token), read => TestUserCheck.IsAsCreated(plan, read), connection.Clock.Local, cancellationToken)).ConfigureAwait(false);
        TestUserCheck.JudgeCreated(plan, user, progress);
        return user ?? created;
    }

    private async Task<DirectoryUser> PostAsync(TestUserPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var begun = connection.Clock.Now;
            return await LostWrite.SettleAsync(
                $"The creation of user '{plan.UserPrincipalName}'",
                async token =>
                {
                    var answer = await connection.Directory.Users.PostAsync(TestUserBody.Of(plan), cancellationToken: token).ConfigureAwait(false);
                    return answer?.Id is null ? throw TestUserCheck.NoId(plan) : UserDirectory.FromGraph(answer);
                },
                async token => await _users.FindAsync(plan.UserPrincipalName, token).ConfigureAwait(false) is { } found && TestUserCheck.IsOurs(found, plan, begun) ? found : null,
                // A second one of the same name is refused (facts/graph.md 5.2).
                repeatIsSafe: true,
                connection.Clock.Local,
                cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException error) when (TestUserCheck.WeakPassword(plan, error) is { } weak)
        {
            throw weak;
        }
    }

    private async Task<DirectoryUser> UpdateAsync(
        TestUserPlan plan, DirectoryUser existing, TestUserProgress progress, CancellationToken cancellationToken)
    {
        if (plan.Changes.Count == 0)
        {
            return existing;
        }

        bool AsAsked(DirectoryUser? user) => TestUserCheck.IsAsChanged(plan, user);
        await LostWrite.SettleAsync(
            $"The change of user '{plan.UserPrincipalName}'",
            token => connection.Directory.Users[existing.Id].PatchAsync(TestUserBody.Of(plan, existing), cancellationToken: token),
            async token => AsAsked(await _users.FindAsync(existing.Id, token).ConfigureAwait(false)),
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        var read = await progress.TryAsync(
            "The change was accepted, but could not be read back",
            () => ReadBack.UntilAsync(token => _users.FindAsync(existing.Id, token), AsAsked, connection.Clock.Local, cancellationToken)).ConfigureAwait(false);
        TestUserCheck.JudgeChanged(plan, read, progress);
        return read ?? existing;
    }

    private async Task LicenseAsync(TestUserPlan plan, DirectoryUser user, TestUserProgress progress, CancellationToken cancellationToken)
    {
        if (plan.License is not { } license)
        {
            return;
        }

        var mine = await progress.TryAsync($"The licence {license.SkuPartNumber} was not assigned", async () =>
        {
            if (plan.AssignLicense)
            {
                await _licenses.AssignAsync(user.Id, license.SkuId, cancellationToken).ConfigureAwait(false);
            }

            return await ReadBack.UntilAsync(
                token => _licenses.OfUserAsync(user.Id, token),
                found => found.Any(one => one.SkuId == license.SkuId),
                connection.Clock.Local,
                cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (mine is not null)
        {
            TestUserCheck.JudgeLicense(license, mine, progress);
        }
    }

    private async Task GroupsAsync(TestUserPlan plan, DirectoryUser user, TestUserProgress progress, CancellationToken cancellationToken)
    {
        foreach (var group in plan.MissingGroups)
        {
            var changes = await progress.TryAsync(
                $"The user was not added to the group '{group.DisplayName}'",
                () => _membership.AddAsync(group, [MemberDirectory.OfUser(user)], cancellationToken)).ConfigureAwait(false);
            if (changes is [var change])
            {
                TestUserCheck.JudgeMember(group, change, progress);
            }
        }
    }
}
