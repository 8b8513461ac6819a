using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Carries out a planned change: back up, read again and stop if the policy moved since the plan, write request by request, read back, compare every
/// field with what was meant. The portal's API has no ETag (facts/graph.md 2.2), so each section is read again as near to its write as can be; what slips in
/// between shows in the comparison.
/// </summary>
public sealed class PolicyWriter(SsprConnection connection)
{
    private readonly PolicyClient _client = new(connection);

    /// <param name="plan">The change.</param>
    /// <param name="backupPath">A file that does not exist yet, or an existing folder; the user's own folder for this tenant when absent.</param>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.BackupFailed"/>, <see cref="SsprErrorId.PolicyChangedMeanwhile"/>, or a refusal: nothing was written.
    /// </exception>
    public async Task<SsprPolicyChange> ApplyAsync(PolicyPlan plan, string? backupPath, CancellationToken cancellationToken)
    {
        var (journal, others) = PolicyJournal.FindOpen(plan, backupPath, connection);
        if (plan.Steps.Count == 0)
        {
            journal?.End(nameof(ChangeStatus.Updated), "Found done by the next run.");
            return Result(plan, ChangeStatus.Unchanged, journal?.Backup, journal, [], null);
        }

        var goesOn = journal is not null;
        var backup = journal?.Backup ?? PolicyFile.Write(PolicyFile.Make(plan.Before, connection), connection, backupPath);
        var states = plan.Steps.Select(step => new PolicyRequest(step.Request, PolicyRequestState.NotSent)).ToArray();
        SsprException? doubt = null;
        string? superseded = null;
        try
        {
            await RequireUnmovedAsync(plan, cancellationToken).ConfigureAwait(false);
            journal ??= plan.Steps.Count > 1 ? PolicyJournal.Start(plan, backup, connection) : null;
            for (var index = 0; index < plan.Steps.Count && doubt is null; index++)
            {
                if (index > 0)
                {
                    await RequireUnmovedAsync(plan, plan.Steps[index], cancellationToken).ConfigureAwait(false);
                }

                doubt = await SendAsync(plan.Steps[index], journal, state => states[index] = states[index] with { State = state }, cancellationToken).ConfigureAwait(false);
                if (index == 0)
                {
                    // Not before: a change that is refused leaves the one before it to be gone on with.
                    superseded = Supersede(others, plan);
                }
            }
        }
        catch (SsprException error) when (Array.Exists(states, request => request.State is PolicyRequestState.Accepted or PolicyRequestState.Unclear))
        {
            return Stopped(plan, backup, journal, states, error, superseded);
        }
        catch (SsprException)
        {
            if (!goesOn)
            {
                journal?.Discard();
                PolicyFile.Discard(backup);
            }

            throw;
        }

        var made = plan.Steps.Where((_, index) => states[index].State != PolicyRequestState.NotSent).ToList();
        var verdict = await new PolicyVerifier(connection).VerifyAsync(made, plan, cancellationToken).ConfigureAwait(false);
        if (doubt is not null && !verdict.AsMeant)
        {
            if (verdict.Nothing && made.Count == 1 && !goesOn)
            {
                journal?.Discard();
                PolicyFile.Discard(backup);
                throw doubt;
            }

            return Stopped(plan, backup, journal, states, doubt, superseded);
        }

        if (made.Count < plan.Steps.Count)
        {
            return Stopped(plan, backup, journal, states, doubt!, superseded);
        }

        var remarks = doubt is null ? verdict.Remarks
            : PolicySettings.Sentences($"The service answered with an error, but did the change: {doubt.Message}", verdict.Remarks);
        journal?.End(verdict.Status.ToString(), remarks);
        return Result(plan, verdict.Status, backup, journal, states, superseded is null ? remarks : PolicySettings.Sentences(remarks, superseded));
    }

    /// <returns>What to say of the changes that were cut off and are now out of date.</returns>
    private static string? Supersede(IReadOnlyList<PolicyJournal> others, PolicyPlan plan)
    {
        foreach (var other in others)
        {
            other.Supersede(plan);
        }

        return others.Count == 0 ? null : string.Join(' ', others.Select(other =>
            $"An earlier change was cut off half-way and is not gone on with any more (journal '{other.FilePath}'); the policy before it is in '{other.Backup}'."));
    }

    /// <returns>What went wrong, when nobody can tell from it whether the request was done.</returns>
    private async Task<SsprException?> SendAsync(
        PolicyStep step, PolicyJournal? journal, Action<PolicyRequestState> became, CancellationToken cancellationToken)
    {
        journal?.Sending(step);
        try
        {
            // Until the answer is there, nobody knows: a stop or a broken connection leaves it so.
            became(PolicyRequestState.Unclear);
            await _client.SendAsync(step, cancellationToken).ConfigureAwait(false);
            became(PolicyRequestState.Accepted);
            journal?.Answered(step, PolicyRequestState.Accepted, null);
            return null;
        }
        catch (SsprException error) when (error is GraphException { Error.Status: >= 500 } || error.ErrorId is SsprErrorId.ServiceUnreachable or SsprErrorId.UnexpectedAnswer)
        {
            journal?.Answered(step, PolicyRequestState.Unclear, error.Message);
            return error;
        }
        catch (SsprException error) when (error.ErrorId != SsprErrorId.JournalFailed)
        {
            became(PolicyRequestState.Refused);
            journal?.Answered(step, PolicyRequestState.Refused, error.Message);
            throw;
        }
    }

    private async Task RequireUnmovedAsync(PolicyPlan plan, CancellationToken cancellationToken)
    {
        // What is written first is read last.
        var parts = plan.Steps.Select(step => PolicySection.PartOf(step.Section)).Distinct().Reverse().ToList();
        var moved = new List<FieldDifference>();
        foreach (var part in parts)
        {
            var now = await _client.ReadAsync(part, withGroupName: false, cancellationToken).ConfigureAwait(false);
            foreach (var section in plan.Steps.Select(step => step.Section).Distinct().Where(section => PolicySection.PartOf(section) == part))
            {
                moved.AddRange(FieldDifference.Between(section, plan.Before.Section(section)!, now.GetValueOrDefault(section) ?? JsonFields.Of()));
            }
        }

        Require(moved);
    }

    private async Task RequireUnmovedAsync(PolicyPlan plan, PolicyStep step, CancellationToken cancellationToken)
    {
        var now = await _client.ReadAsync(PolicySection.PartOf(step.Section), withGroupName: false, cancellationToken).ConfigureAwait(false);
        // What an earlier request of this change wrote may not show yet; that is no other administrator.
        var first = plan.Before.Section(step.Section)!;
        Require([.. FieldDifference.Between(step.Section, step.Before, now.GetValueOrDefault(step.Section) ?? JsonFields.Of())
            .Where(difference => first[difference.Field] == step.Before[difference.Field])]);
    }

    private static void Require(List<FieldDifference> moved)
    {
        if (moved.Count > 0)
        {
            throw new SsprException(
                SsprErrorId.PolicyChangedMeanwhile,
                $"Somebody else changed the policy after this change was planned, so it was not overwritten: {string.Join(' ', moved.Select(field => field.DescribeMove()))}",
                "Look at the policy with Get-SsprPolicy, then run the command again.");
        }
    }

    /// <summary>Some requests were made and one was not. The journal stays open, so that the same command goes on.</summary>
    private SsprPolicyChange Stopped(PolicyPlan plan, string backup, PolicyJournal? journal, PolicyRequest[] states, SsprException error, string? superseded)
    {
        var done = states.Count(request => request.State == PolicyRequestState.Accepted);
        return Result(plan, ChangeStatus.Failed, backup, journal, states, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{done} of {states.Length} requests were made: {string.Join("; ", states.AsEnumerable())}. {error.Message} Run the same command again to go on, or undo it with Restore-SsprPolicy -Path '{backup}'.{(superseded is null ? "" : $" {superseded}")}")) with
        {
            Error = error,
        };
    }

    private SsprPolicyChange Result(PolicyPlan plan, ChangeStatus status, string? backup, PolicyJournal? journal, IReadOnlyList<PolicyRequest> states, string? remarks) => new()
    {
        Status = status,
        Changes = plan.Changes,
        Group = plan.Group,
        BackupPath = backup,
        JournalPath = journal?.FilePath,
        Requests = states,
        Route = plan.Route,
        TenantId = connection.TenantId,
        Remarks = remarks,
    };
}
