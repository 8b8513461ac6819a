namespace SsprTools.Graph.Testing;

/// <summary>Did the new password of a synced user reach Active Directory? The reset's own event says which agent wrote it.</summary>
internal static class WritebackStep
{
    public static TestStep Judge(TestObservation seen, IReadOnlyList<SsprEvent> events)
    {
        var step = new TestStep { Step = TestStepName.Writeback, State = TestStepState.Unknown, Reason = "" };
        if (!seen.User.IsKnown || seen.User.Value is not { } user)
        {
            return step with { Reason = $"Whether the user is synced is not known: {seen.User.WhyUnknown ?? "there is no such user"}" };
        }

        if (user.OnPremisesSyncEnabled != true)
        {
            return step with { State = TestStepState.Skipped, Reason = "The user is a cloud user." };
        }

        var resets = events.Where(found => found.Kind == SsprEventKind.Reset).ToList();
        var written = resets.LastOrDefault(found => found.IsSuccess && found.OnPremisesAgent is { Length: > 0 } agent && !IsNone(agent));
        if (written is not null)
        {
            return With(step, written) with { State = TestStepState.Passed, Reason = $"Written back by {written.OnPremisesAgent}." };
        }

        return resets.LastOrDefault(found => found.IsSuccess) switch
        {
            null => step with { State = TestStepState.Pending, Reason = "No successful reset is in the audit log yet." },
            { OnPremisesAgent: null or "" } reset => With(step, reset) with { Reason = "The event does not say who wrote the password back." },
            { } reset => With(step, reset) with
            {
                State = TestStepState.Failed,
                Reason = "The password of a synced user was not written back.",
                NextStep = "Switch password writeback on, or have the agent's log looked at; then reset again.",
            },
        };
    }

    private static bool IsNone(string agent) => agent.Trim().Equals("None", StringComparison.OrdinalIgnoreCase);

    private static TestStep With(TestStep step, SsprEvent reset) =>
        step with { Evidence = [$"audit event {reset.Id}"], At = reset.ActivityDateTime, By = reset.InitiatedBy };
}
