using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Carries out a planned change by the portal's API: back up, read again and stop if the policy moved since the plan, write the whole object,
/// read back, compare every field with what was meant. The API has no ETag (facts/graph.md 2.2), so the second read is as near to
/// the write as it can be; what slips in between shows in the comparison.
/// </summary>
internal sealed class PolicyWriter(SsprConnection connection)
{
    public const string Route = "Portal";

    private static readonly TimeSpan[] s_readBack = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(1)];

    private readonly PortalPolicyClient _portal = new(connection);

    /// <param name="plan">The change.</param>
    /// <param name="backupPath">See <see cref="PolicyBackup.Write"/>.</param>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.BackupFailed"/>, <see cref="SsprErrorId.PolicyChangedMeanwhile"/>: nothing was written.
    /// </exception>
    public async Task<SsprPolicyChange> ApplyAsync(PolicyPlan plan, string? backupPath, CancellationToken cancellationToken)
    {
        if (plan.Changes.Count == 0)
        {
            return Result(plan, ChangeStatus.Unchanged, null, null);
        }

        var backup = PolicyBackup.Write(plan.Before, connection, backupPath);
        SsprException? doubt;
        try
        {
            var now = await _portal.GetAsync(withGroupName: false, cancellationToken).ConfigureAwait(false);
            if (FieldDifference.Between(plan.Before, now) is { Count: > 0 } moved)
            {
                throw Moved(moved);
            }

            doubt = await PutAsync(plan.After, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException)
        {
            PolicyBackup.Discard(backup);
            throw;
        }

        return await VerifyAsync(plan, backup, doubt, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>What went wrong, when nobody can tell from it whether the policy was written.</returns>
    private async Task<SsprException?> PutAsync(PolicyDocument policy, CancellationToken cancellationToken)
    {
        try
        {
            await _portal.PutAsync(policy, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SsprException error) when (error is GraphException { Error.Status: >= 500 } || error.ErrorId == SsprErrorId.ServiceUnreachable)
        {
            return error;
        }
    }

    private async Task<SsprPolicyChange> VerifyAsync(PolicyPlan plan, string backup, SsprException? doubt, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldDifference> differences = [];
        try
        {
            foreach (var delay in s_readBack)
            {
                await Task.Delay(delay, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
                var actual = await _portal.GetAsync(withGroupName: false, cancellationToken).ConfigureAwait(false);
                differences = FieldDifference.Between(plan.After, actual);
                if (differences.All(difference => difference.IsNew || IsForgottenGroup(difference, actual)))
                {
                    return Result(plan, ChangeStatus.Updated, backup, Remarks(differences, doubt));
                }
            }
        }
        catch (SsprException unread)
        {
            return doubt is not null
                ? throw doubt
                : Result(plan, ChangeStatus.Unverified, backup, $"The service accepted the change, but the policy could not be read back: {unread.Message}");
        }

        if (doubt is not null && differences.All(difference => difference.IsScope || difference.IsNew))
        {
            PolicyBackup.Discard(backup);
            throw doubt;
        }

        var strange = differences.Where(difference => !difference.IsScope && !difference.IsNew).ToList();
        var text = string.Join(' ', differences.Select(difference => difference.Describe()));
        return strange.Count == 0
            ? Result(plan, ChangeStatus.Unverified, backup, $"The service accepted the change, but reading it back shows otherwise: {text}")
            : Result(plan, ChangeStatus.Failed, backup, $"After the write the policy is not as meant: {text} The backup holds the policy as it was.");
    }

    /// <summary>With scope None the service may forget the group, which then has no effect.</summary>
    private static bool IsForgottenGroup(FieldDifference difference, PolicyDocument actual) =>
        actual.Scope == SsprScope.None && actual.GroupIds.Count == 0 && difference.Field == PolicyField.GroupIds;

    private static string? Remarks(IReadOnlyList<FieldDifference> differences, SsprException? doubt)
    {
        var remarks = differences.Select(difference => difference.IsNew
            ? difference.Describe()
            : "The service also forgot the selected group, which has no effect while the scope is None.").ToList();
        if (doubt is not null)
        {
            remarks.Insert(0, $"The service answered with an error, but did the change: {doubt.Message}");
        }

        return remarks.Count == 0 ? null : string.Join(' ', remarks);
    }

    private static SsprException Moved(IReadOnlyList<FieldDifference> moved) => new(
        SsprErrorId.PolicyChangedMeanwhile,
        "Somebody else changed the policy after this change was planned, so nothing was written: "
            + string.Join(' ', moved.Select(field => $"{PolicyCatalogue.NameOf(field.Field)} was {field.Expected ?? "absent"} and is now {field.Actual ?? "absent"}.")),
        "Look at the policy with Get-SsprPolicy, then run the command again.");

    private SsprPolicyChange Result(PolicyPlan plan, ChangeStatus status, string? backup, string? remarks) => new()
    {
        Status = status,
        Changes = plan.Changes,
        Group = plan.Group,
        BackupPath = backup,
        Route = Route,
        TenantId = connection.TenantId,
        Remarks = remarks,
    };
}
