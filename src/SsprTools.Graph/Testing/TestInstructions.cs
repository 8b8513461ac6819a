using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Testing;

/// <summary>What a person does in a reset test, with the links of the connected cloud. In the order of Microsoft's own tutorial.</summary>
public static class TestInstructions
{
    /// <summary>The lines to show, once, before the wait begins.</summary>
    public static IReadOnlyList<string> For(TestRun run, SsprConnection connection)
    {
        var registered = run.Steps.Any(step => step is { Step: TestStepName.Registration, State: TestStepState.Passed });
        List<string> lines =
        [
            $"Reset test of {run.UserPrincipalName} in tenant {connection}. Use a private browser window:",
        ];
        if (!registered)
        {
            lines.Add($"  - Register: {connection.Cloud.RegistrationPage}");
        }

        lines.AddRange(
        [
            $"  - Reset: {connection.Cloud.ResetPage} (user name, the letters in the picture, a code, a new password)",
            "  - Sign in with the new password.",
            "The logs are 5 to 60 minutes late. This can be stopped at any time; it goes on with:",
            $"  Invoke-SsprTest -Resume '{run.JournalPath?.Replace("'", "''", StringComparison.Ordinal)}'",
        ]);
        return lines;
    }
}
