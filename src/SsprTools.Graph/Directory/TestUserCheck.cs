using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>Judges what a test user's reading-back shows against what was asked for, one user at a time or many.</summary>
internal static class TestUserCheck
{
    public static bool IsAsCreated(TestUserPlan plan, DirectoryUser? user) => user is not null
        && (plan.MustChangePassword ? user.ForceChangePasswordNextSignIn == true : user.ForceChangePasswordNextSignIn != true)
        && user.EmployeeType == TestUserMark.Format(plan.Until)
        && user.DisplayName == plan.DisplayName;

    public static bool IsAsChanged(TestUserPlan plan, DirectoryUser? user) => user?.DisplayName == plan.DisplayName
        && (plan.UsageLocation is null || user.UsageLocation == plan.UsageLocation)
        && user.EmployeeType == TestUserMark.Format(plan.Until);

    /// <summary>Somebody else's user of that name has another password than the one that is handed out.</summary>
    public static bool IsOurs(DirectoryUser user, TestUserPlan plan, DateTimeOffset begun) =>
        user.EmployeeType == TestUserMark.Format(plan.Until)
        && user.DisplayName == plan.DisplayName
        // The service's times have whole seconds, and its clocks are not one.
        && (user.CreatedDateTime is not { } created || created >= begun - TimeSpan.FromSeconds(10));

    public static void JudgeCreated(TestUserPlan plan, DirectoryUser? user, TestUserProgress progress)
    {
        if (user is null)
        {
            progress.UserIsThere = false;
            progress.Unverified("The service accepted the user, but does not show it. Run the same command again in a minute."
                + (plan.AssignLicense || plan.MissingGroups.Count > 0 ? " Licence and groups were not tried." : ""));
            return;
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
    }

    public static void JudgeChanged(TestUserPlan plan, DirectoryUser? user, TestUserProgress progress)
    {
        if (!IsAsChanged(plan, user))
        {
            progress.Unverified($"The service accepted '{string.Join("; ", plan.Changes)}', but still shows the old values.");
        }
    }

    public static void JudgeLicense(SubscribedLicense license, IReadOnlyList<UserLicense> mine, TestUserProgress progress)
    {
        progress.Licenses = [.. mine.Select(found => found.SkuPartNumber ?? found.SkuId.ToString())];
        if (mine.FirstOrDefault(one => one.SkuId == license.SkuId) is not { } arrived)
        {
            progress.Unverified($"The service accepted the licence {license.SkuPartNumber}, but does not show it at the user.");
            return;
        }

        foreach (var problem in arrived.PremiumPlanProblems)
        {
            progress.Remark($"The licence {license.SkuPartNumber} does not give password reset yet: its plan {problem}.");
        }
    }

    public static void JudgeMember(DirectoryGroup group, SsprMemberChange change, TestUserProgress progress)
    {
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

    /// <summary>Whether the service refused the password, of which it knows more banned words than we do (facts/graph.md 3.3, 5.2).</summary>
    public static SsprException? WeakPassword(TestUserPlan plan, SsprException error) =>
        error is GraphException { Error.Status: 400 } refused && refused.Error.Message?.Contains("password", StringComparison.OrdinalIgnoreCase) == true
            ? new SsprException(
                SsprErrorId.WeakPassword,
                $"The service refused the password for '{plan.UserPrincipalName}': {refused.Error.Message}",
                "Nothing was created. Give a stronger one with -Password, or leave it out: then one is generated.",
                plan.UserPrincipalName,
                error)
            : null;

    public static SsprException NoId(TestUserPlan plan) => new(
        SsprErrorId.UnexpectedAnswer,
        $"The service accepted the user '{plan.UserPrincipalName}', but its answer has no id.",
        "Look with Get-SsprTestUser whether the user is there, then run the command again.",
        plan.UserPrincipalName);

    private static string Word(bool value) => value ? "true" : "false";
}
