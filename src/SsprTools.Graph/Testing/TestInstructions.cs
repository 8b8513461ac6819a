using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Testing;

/// <summary>What a person does in a reset test, with the links of the connected cloud. In the order of Microsoft's own tutorial.</summary>
public static class TestInstructions
{
    /// <summary>The lines to show, once, before the wait begins.</summary>
    public static IReadOnlyList<string> For(TestRun run, SsprConnection connection)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(connection);
        var number = 0;
        List<string> lines = [$"Reset test of {run.UserPrincipalName} in tenant {connection}. Use a private browser window:"];
        void Step(string text) => lines.Add($"  {++number}. {text}");
        if (!Passed(run, TestStepName.Registration))
        {
            Step($"Register: {connection.Cloud.RegistrationPage}");
        }

        // No secret was kept, so a check that was interrupted cannot go on with the password that was set before.
        if (SignInStep.InterruptedAt(run) is { } left)
        {
            Step($"Reset again: {connection.Cloud.ResetPage} (the check of the sign-in was interrupted; who signed in before {left:HH:mm} UTC only waits for the log)");
        }
        else if (!Passed(run, TestStepName.PasswordChanged))
        {
            Step($"Reset: {connection.Cloud.ResetPage} (user name, the letters in the picture, a code, a new password)");
        }

        if (!Passed(run, TestStepName.SignIn))
        {
            Step("Sign in with the new password.");
        }

        if (number == 0)
        {
            lines[0] = $"Reset test of {run.UserPrincipalName} in tenant {connection}: everything was done; the service's reports are waited for.";
        }

        lines.Add("The logs are 5 to 60 minutes late. This can be stopped at any time; it goes on with:");
        lines.Add($"  Invoke-SsprTest -Resume '{run.JournalPath?.Replace("'", "''", StringComparison.Ordinal)}'");
        return lines;
    }

    /// <summary>Where the person goes next; <see langword="null"/>: nowhere, only the logs are missing.</summary>
    public static Uri? NextPage(TestRun run, SsprConnection connection)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(connection);
        return !Passed(run, TestStepName.Registration) ? connection.Cloud.RegistrationPage
            : !Passed(run, TestStepName.PasswordChanged) || !Passed(run, TestStepName.SignIn) ? connection.Cloud.ResetPage
            : null;
    }

    /// <summary>What to do about the steps that failed; empty when none did.</summary>
    public static IReadOnlyList<string> Advice(TestRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return
        [
            .. run.Steps.Where(step => step.State == TestStepState.Failed).DistinctBy(step => (step.Reason, step.NextStep)).Select(step =>
                $"{run.UserPrincipalName}, {step.Step}: {(step.SsprCode is { } code ? code + ". " : "")}{step.Reason} {step.NextStep}".TrimEnd()),
        ];
    }

    private static bool Passed(TestRun run, TestStepName name) => run.Steps.Any(step => step.Step == name && step.State == TestStepState.Passed);
}
