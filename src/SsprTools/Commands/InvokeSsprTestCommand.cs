using System.Management.Automation;
using SsprTools.Graph.Testing;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "SsprTest", DefaultParameterSetName = StartSet)]
[OutputType(typeof(TestRun))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /auditLogs/signIns", "AuditLog.Read.All", Role = "Reports Reader")]
public sealed class InvokeSsprTestCommand : ConnectedCmdlet
{
    private const string StartSet = "Start";
    private const string ResumeSet = "Resume";

    /// <summary>The users to test: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StartSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Go on with the test of this journal: its path, or the object that an earlier call returned.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet, ValueFromPipelineByPropertyName = true)]
    [Alias("JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] Resume { get; set; } = [];

    /// <summary>How long to wait for pending steps. Zero looks once.</summary>
    [Parameter]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Where the journal goes: a new file, or a folder. Absent: the tenant's own folder under the local application data.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [ValidateNotNullOrEmpty]
    public string? EvidencePath { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var runner = new TestRunner(Tenant);
        if (ParameterSetName == ResumeSet)
        {
            foreach (var journal in Resume)
            {
                var path = FilePath(journal);
                await ForItemAsync(journal, async () => await WatchAsync(
                    runner,
                    await runner.ResumeAsync(path, cancellationToken).ConfigureAwait(false),
                    cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }

            return;
        }

        var evidence = EvidencePath is null ? null : FilePath(EvidencePath);
        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () => await WatchAsync(
                runner,
                await runner.StartAsync(identity.Value, evidence, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(TestRunner runner, TestRun run, CancellationToken cancellationToken)
    {
        if (run.State == TestStepState.Pending)
        {
            Tell(TestInstructions.For(run, Tenant));
        }

        var last = await runner.WatchAsync(run, Timeout, Report, cancellationToken).ConfigureAwait(false);
        OnRunspace(() => WriteProgress(new ProgressRecord(1, $"Test of {run.UserPrincipalName}", "Done") { RecordType = ProgressRecordType.Completed }));
        WriteObject(last);
    }

    private void Report(TestRun run)
    {
        var waiting = run.Steps.Where(step => step.State == TestStepState.Pending).Select(step => step.Step.ToString());
        WriteProgress(new ProgressRecord(1, $"Test of {run.UserPrincipalName}", $"Waiting for {string.Join(", ", waiting)}"));
    }

    // Shown to whoever sits there, without becoming part of the output.
    private void Tell(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
        }
    }

    private string FilePath(string path)
    {
        var full = "";
        OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        return full;
    }
}
