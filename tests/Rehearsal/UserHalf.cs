using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;

namespace SsprTools.Rehearsal;

/// <summary>Steps 5 to 8: the robot person registers, resets and signs in; the admin watches with a test.</summary>
public sealed class UserHalf(SsprConnection connection, SandboxProcess sandbox, StepLog log, string folder)
{
    private readonly TestRunner _runner = new(connection);

    public async Task WalkAsync(TestUserResult monica, TestUserResult sam, CancellationToken cancellationToken)
    {
        var name = monica.User.UserPrincipalName;
        var test = await _runner.StartAsync(name, Path.Combine(folder, "monica.jsonl"), cancellationToken).ConfigureAwait(false);
        log.Check("5. the test is pending", test.State == TestStepState.Pending, test.State);

        const string Registered = "Quiet-Harbour-41";
        await RobotAsync("5. registers a phone", "Register", true, new() { ["userName"] = name, ["password"] = monica.Password!.Reveal(), ["newPassword"] = Registered, ["mobilePhone"] = "+1 2065550100" }, cancellationToken).ConfigureAwait(false);
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false);
        const string Reset = "Copper-Lantern-58";
        await RobotAsync("6. resets by phone", "Reset", true, new() { ["userName"] = name, ["password"] = Registered, ["newPassword"] = Reset, ["mobilePhone"] = "+1 2065550100", ["method"] = "Text", ["tryWrongNumber"] = true, ["tryWrongCode"] = true }, cancellationToken).ConfigureAwait(false);
        await RobotAsync("6. signs in", "SignIn", true, new() { ["userName"] = name, ["password"] = Reset, ["mobilePhone"] = "+1 2065550100" }, cancellationToken).ConfigureAwait(false);
        await RobotAsync("6. the old password is refused", "SignIn", false, new() { ["userName"] = name, ["password"] = Registered }, cancellationToken).ConfigureAwait(false);

        var other = sam.User.UserPrincipalName;
        const string First = "Velvet-Compass-73";
        await RobotAsync("7. Sam sets a password", "Register", true, new() { ["userName"] = other, ["password"] = sam.Password!.Reveal(), ["newPassword"] = First, ["mobilePhone"] = "+1 2065550101", ["email"] = "sam@example.com" }, cancellationToken).ConfigureAwait(false);
        var second = await _runner.StartAsync(other, Path.Combine(folder, "sam.jsonl"), cancellationToken).ConfigureAwait(false);
        const string Last = "Marble-Falcon-29";
        await RobotAsync("7. Sam resets by email", "Reset", true, new() { ["userName"] = other, ["password"] = First, ["newPassword"] = Last, ["email"] = "sam@example.com", ["method"] = "Email" }, cancellationToken).ConfigureAwait(false);
        await RobotAsync("7. Sam signs in", "SignIn", true, new() { ["userName"] = other, ["password"] = Last, ["mobilePhone"] = "+1 2065550101" }, cancellationToken).ConfigureAwait(false);

        test = await _runner.ResumeAsync(test.JournalPath!, cancellationToken).ConfigureAwait(false);
        log.Check("8. the logs have not spoken yet", test.State == TestStepState.Pending, test.State);
        await sandbox.AdvanceAsync(TimeSpan.FromHours(5), cancellationToken).ConfigureAwait(false);
        foreach (var run in new[] { test, second })
        {
            var done = await _runner.ResumeAsync(run.JournalPath!, cancellationToken).ConfigureAwait(false);
            foreach (var step in done.Steps)
            {
                log.Check($"8. {done.UserPrincipalName} {step.Step}", step.State is TestStepState.Passed or TestStepState.Skipped, $"{step.State} ({step.Mode}). {step.Reason}");
            }

            var readiness = ReadinessRules.Judge(await new UserFactsReader(connection).ReadAsync(run.UserId, cancellationToken).ConfigureAwait(false));
            log.Check($"8. {done.UserPrincipalName} can reset", readiness.Verdict == Verdict.Pass, readiness.Summary);
        }

        var events = new List<SsprEvent>();
        await foreach (var found in new AuditTrail(connection).ReadAsync(test.UserId, test.StartedAt, null, cancellationToken).ConfigureAwait(false))
        {
            events.Add(found);
        }

        log.Check("8. the audit trail", events.Exists(found => found is { Kind: SsprEventKind.Reset, IsSuccess: true }), $"{events.Count} events");
        var row = await ReportRow.OfAsync(connection, test.UserId, cancellationToken).ConfigureAwait(false);
        log.Check("8. Monica's row", row.IsSsprCapable == true, string.Join(", ", row.MethodsRegistered));
    }

    private async Task RobotAsync(string step, string action, bool succeeds, JsonObject input, CancellationToken cancellationToken)
    {
        var result = await sandbox.RobotAsync(action, input, cancellationToken).ConfigureAwait(false);
        log.Check(step, result.Succeeded == succeeds, result.Message ?? string.Join(" > ", (result.Steps ?? []).Select(page => page.Step)));
    }
}
