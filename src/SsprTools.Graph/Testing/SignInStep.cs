using System.Globalization;

namespace SsprTools.Graph.Testing;

/// <summary>Did the user sign in after the reset? A failure before a success is no harm: the old password is meant to fail.</summary>
internal static class SignInStep
{
    // Not refused: the user was asked for more (a new password, a second factor, a registration) and did not go on. Source: facts/graph.md 5.7.
    private static readonly HashSet<int> s_interruptions = [50055, 50072, 50074, 50076, 50079, 50125, 50140];

    public static TestStep Judge(TestObservation seen, TestStep changed)
    {
        var step = new TestStep { Step = TestStepName.SignIn, State = TestStepState.Unknown, Reason = "" };
        if (changed.At is not { } since || changed.State is TestStepState.Failed)
        {
            return step with { State = TestStepState.Pending, Reason = "There is no reset yet after which to sign in." };
        }

        if (!seen.SignIns.IsKnown)
        {
            return step with { Reason = $"The sign-in log could not be read: {seen.SignIns.WhyUnknown}" };
        }

        var after = (seen.SignIns.Value ?? []).Where(found => found.CreatedDateTime >= since).OrderBy(found => found.CreatedDateTime).ToList();
        if (after.FirstOrDefault(found => found.IsSuccess) is { } success)
        {
            // A sign-in proves the new password only if the reset itself is proven.
            return step with
            {
                State = changed.State,
                Reason = changed.State == TestStepState.Passed ? "The user signed in after the reset." : "The user signed in, but the reset before it is not proven.",
                Evidence = [$"sign-in {success.Id}"],
                At = success.CreatedDateTime,
            };
        }

        var late = seen.Now - since > TestRules.LogPatience;
        if (after.LastOrDefault() is { } refused)
        {
            var code = refused.ErrorCode?.ToString(CultureInfo.InvariantCulture) ?? "no code";
            var interrupted = refused.ErrorCode is not { } number || s_interruptions.Contains(number);
            return step with
            {
                State = !late ? TestStepState.Pending : interrupted ? TestStepState.Unknown : TestStepState.Failed,
                Reason = $"No sign-in since the reset succeeded; the last was {(interrupted ? "not completed" : "refused")} with {code}: {refused.FailureReason?.TrimEnd('.') ?? "no reason given"}.",
                Evidence = [$"sign-in {refused.Id}"],
                At = refused.CreatedDateTime,
            };
        }

        return late
            ? step with { Reason = "No sign-in after the reset is in the log.", NextStep = "Sign in as the user with the new password." }
            : step with { State = TestStepState.Pending, Reason = "No sign-in after the reset was seen yet.", NextStep = "Sign in as the user with the new password." };
    }
}
