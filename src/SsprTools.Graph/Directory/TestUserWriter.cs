using Microsoft.Graph.Models;
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
        bool AsAsked(DirectoryUser? user) => user is not null
            && (plan.MustChangePassword ? user.ForceChangePasswordNextSignIn == true : user.ForceChangePasswordNextSignIn != true)
            && user.EmployeeType == TestUserMark.Format(plan.Until)
            && user.DisplayName == plan.DisplayName;
        var user = await progress.TryAsync(
            "The user was accepted, but could not be read back",
            () => ReadBack.UntilAsync(token => _users.FindAsync(created.Id, token), AsAsked, connection.Clock.Local, cancellationToken)).ConfigureAwait(false);
        if (user is null)
        {
            progress.UserIsThere = false;
            progress.Unverified("The service accepted the user, but does not show it. Run the same command again in a minute."
                + (plan.AssignLicense || plan.MissingGroups.Count > 0 ? " Licence and groups were not tried." : ""));
            return created;
        }

        // Silence is no confirmation where a change was asked for; where none was, it is the usual answer.
        if ((user.ForceChangePasswordNextSignIn ?? false) != plan.MustChangePassword)
        {
            progress.Unverified(user.ForceChangePasswordNextSignIn is null
                ? "The service does not say whether forceChangePasswordNextSignIn was kept."
                : $"The service did not keep forceChangePasswordNextSignIn: asked for {Word(plan.MustChangePassword)}, found {Word(!plan.MustChangePassword)}.");
        }

        if (user.EmployeeType != TestUserMark.Format(plan.Until))
        {
            progress.Unverified("The service did not keep employeeType, the mark of a test user: Get-SsprTestUser and Remove-SsprTestUser will not know it.");
        }

        if (user.DisplayName != plan.DisplayName)
        {
            progress.Unverified("The service did not keep displayName.");
        }

        return user;
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
                    var answer = await connection.Directory.Users.PostAsync(NewUser(plan), cancellationToken: token).ConfigureAwait(false);
                    return answer?.Id is null
                        ? throw new SsprException(
                            SsprErrorId.UnexpectedAnswer,
                            $"The service accepted the user '{plan.UserPrincipalName}', but its answer has no id.",
                            "Look with Get-SsprTestUser whether the user is there, then run the command again.",
                            plan.UserPrincipalName)
                        : UserDirectory.FromGraph(answer);
                },
                async token => await _users.FindAsync(plan.UserPrincipalName, token).ConfigureAwait(false) is { } found && IsOurs(found, plan, begun) ? found : null,
                // A second one of the same name is refused (facts/graph.md 5.2).
                repeatIsSafe: true,
                connection.Clock.Local,
                cancellationToken).ConfigureAwait(false);
        }
        catch (GraphException error) when (error.Error.Status == 400 && error.Error.Message?.Contains("password", StringComparison.OrdinalIgnoreCase) == true)
        {
            // The service knows more banned words than we do (facts/graph.md 3.3, 5.2).
            throw new SsprException(
                SsprErrorId.WeakPassword,
                $"The service refused the password for '{plan.UserPrincipalName}': {error.Error.Message}",
                "Nothing was created. Give a stronger one with -Password, or leave it out: then one is generated.",
                plan.UserPrincipalName,
                error);
        }
    }

    /// <summary>A new one for every try: a model that was sent once has nothing left that it would send again.</summary>
    private static User NewUser(TestUserPlan plan)
    {
        var wanted = new User
        {
            AccountEnabled = true,
            DisplayName = plan.DisplayName,
            MailNickname = MailNickname.From(UserPrincipalNames.LocalPart(plan.UserPrincipalName)),
            UserPrincipalName = plan.UserPrincipalName,
            EmployeeType = TestUserMark.Format(plan.Until),
            PasswordProfile = new PasswordProfile
            {
                Password = plan.Password!.Reveal(),
                ForceChangePasswordNextSignIn = plan.MustChangePassword,
                ForceChangePasswordNextSignInWithMfa = false,
            },
        };
        if (plan.UsageLocation is not null)
        {
            wanted.UsageLocation = plan.UsageLocation;
        }

        return wanted;
    }

    /// <summary>Somebody else's user of that name has another password than the one that is handed out.</summary>
    private static bool IsOurs(DirectoryUser user, TestUserPlan plan, DateTimeOffset begun) =>
        user.EmployeeType == TestUserMark.Format(plan.Until)
        && user.DisplayName == plan.DisplayName
        // The service's times have whole seconds, and its clocks are not one.
        && (user.CreatedDateTime is not { } created || created >= begun - TimeSpan.FromSeconds(10));

    private async Task<DirectoryUser> UpdateAsync(
        TestUserPlan plan, DirectoryUser existing, TestUserProgress progress, CancellationToken cancellationToken)
    {
        if (plan.Changes.Count == 0)
        {
            return existing;
        }

        bool AsAsked(DirectoryUser? user) => user?.DisplayName == plan.DisplayName
            && (plan.UsageLocation is null || user.UsageLocation == plan.UsageLocation)
            && user.EmployeeType == TestUserMark.Format(plan.Until);
        await LostWrite.SettleAsync(
            $"The change of user '{plan.UserPrincipalName}'",
            token => connection.Directory.Users[existing.Id].PatchAsync(Changed(plan, existing), cancellationToken: token),
            async token => AsAsked(await _users.FindAsync(existing.Id, token).ConfigureAwait(false)),
            connection.Clock.Local,
            cancellationToken).ConfigureAwait(false);
        var read = await progress.TryAsync(
            "The change was accepted, but could not be read back",
            () => ReadBack.UntilAsync(token => _users.FindAsync(existing.Id, token), AsAsked, connection.Clock.Local, cancellationToken)).ConfigureAwait(false);
        if (!AsAsked(read))
        {
            progress.Unverified($"The service accepted '{string.Join("; ", plan.Changes)}', but still shows the old values.");
        }

        return read ?? existing;
    }

    private static User Changed(TestUserPlan plan, DirectoryUser existing)
    {
        // Only what differs: a property once set to null would be sent as null and emptied.
        var wanted = new User();
        if (existing.DisplayName != plan.DisplayName)
        {
            wanted.DisplayName = plan.DisplayName;
        }

        if (plan.UsageLocation is not null && existing.UsageLocation != plan.UsageLocation)
        {
            wanted.UsageLocation = plan.UsageLocation;
        }

        if (existing.EmployeeType != TestUserMark.Format(plan.Until))
        {
            wanted.EmployeeType = TestUserMark.Format(plan.Until);
        }

        return wanted;
    }

    private async Task LicenseAsync(TestUserPlan plan, DirectoryUser user, TestUserProgress progress, CancellationToken cancellationToken)
    {
        if (plan.License is not { } license)
        {
            return;
        }

        UserLicense? Wanted(IReadOnlyList<UserLicense> found) => found.FirstOrDefault(mine => mine.SkuId == license.SkuId);
        var mine = await progress.TryAsync($"The licence {license.SkuPartNumber} was not assigned", async () =>
        {
            if (plan.AssignLicense)
            {
                await _licenses.AssignAsync(user.Id, license.SkuId, cancellationToken).ConfigureAwait(false);
            }

            return await ReadBack.UntilAsync(
                token => _licenses.OfUserAsync(user.Id, token), found => Wanted(found) is not null, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (mine is null)
        {
            return;
        }

        progress.Licenses = [.. mine.Select(found => found.SkuPartNumber ?? found.SkuId.ToString())];
        if (Wanted(mine) is not { } arrived)
        {
            progress.Unverified($"The service accepted the licence {license.SkuPartNumber}, but does not show it at the user.");
            return;
        }

        foreach (var problem in arrived.PremiumPlanProblems)
        {
            progress.Remark($"The licence {license.SkuPartNumber} does not give password reset yet: its plan {problem}.");
        }
    }

    private async Task GroupsAsync(TestUserPlan plan, DirectoryUser user, TestUserProgress progress, CancellationToken cancellationToken)
    {
        foreach (var group in plan.MissingGroups)
        {
            var changes = await progress.TryAsync(
                $"The user was not added to the group '{group.DisplayName}'",
                () => _membership.AddAsync(group, [MemberDirectory.OfUser(user)], cancellationToken)).ConfigureAwait(false);
            if (changes is not [var change])
            {
                continue;
            }

            if (change.Error is not null && change.Status == ChangeStatus.Failed)
            {
                progress.Failed($"The user was not added to the group '{group.DisplayName}'", change.Error);
            }
            else if (change.Status == ChangeStatus.Unverified)
            {
                progress.Unverified($"Group '{group.DisplayName}': {change.Remarks[0]}");
            }
            else
            {
                progress.Groups.Add(group.DisplayName);
            }
        }
    }

    private static string Word(bool value) => value ? "true" : "false";
}
