using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
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
    private const string PreflightSet = "Preflight";

    private readonly List<TestRun> _waiting = [];
    private readonly HashSet<Uri> _opened = [];
    private bool _attended;
    private bool _terminal;

    /// <summary>The users to test: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StartSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PreflightSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Go on with the test of this journal: its path, or the object that an earlier call returned.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet, ValueFromPipelineByPropertyName = true)]
    [Alias("JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] Resume { get; set; } = [];

    /// <summary>Only say what stands in the way: no test is begun, no journal written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PreflightSet)]
    public SwitchParameter PreflightOnly { get; set; }

    /// <summary>How long to wait for pending steps, for all users together. Zero looks once.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = ResumeSet)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Where the journal goes: a new file, or a folder. Absent: the tenant's own folder under the local application data.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [ValidateNotNullOrEmpty]
    public string? EvidencePath { get; set; }

    /// <summary>Open the page that the person needs next, for an administrator who plays the user.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = ResumeSet)]
    public SwitchParameter OpenBrowser { get; set; }

    /// <summary>Print no QR code. There is none anyway where the output does not go to a terminal.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = ResumeSet)]
    public SwitchParameter NoQrCode { get; set; }

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        OnRunspace(() => (_attended, _terminal) = (Attendance.IsAttended(Host), Attendance.IsTerminal(Host)));
        return Task.CompletedTask;
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var runner = new TestRunner(Tenant);
        foreach (var journal in Resume)
        {
            await ForItemAsync(journal, async () => Begin(await runner.ResumeAsync(FilePath(journal), cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }

        var evidence = EvidencePath is null ? null : FilePath(EvidencePath);
        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () =>
            {
                if (PreflightOnly)
                {
                    Finish(await runner.PreflightAsync(identity.Value, cancellationToken).ConfigureAwait(false));
                    return;
                }

                Begin(await runner.StartAsync(identity.Value, evidence, cancellationToken).ConfigureAwait(false));
            }).ConfigureAwait(false);
        }
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var watch = new TestWatch(Tenant).WaitAsync(_waiting, Timeout, Report, PassOver, cancellationToken);
        await foreach (var (run, error) in watch.ConfigureAwait(false))
        {
            Finish(run);
            WriteErrors([error], run.UserPrincipalName);
        }

        if (_attended)
        {
            WriteProgress(new ProgressRecord(1, "Reset test", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    // What to do is said at once, for every user, before anybody is waited for.
    private void Begin(TestRun run)
    {
        if (run.State != TestStepState.Pending)
        {
            Finish(run);
            return;
        }

        Tell(TestInstructions.For(run, Tenant));
        if (TestInstructions.NextPage(run, Tenant) is { } page)
        {
            ShowQrCode(page);
            Open(page);
        }

        if (Timeout <= TimeSpan.Zero)
        {
            Finish(run);
            return;
        }

        _waiting.Add(run);
    }

    private void Finish(TestRun run)
    {
        Tell(TestInstructions.Advice(run));
        WriteObject(run);
    }

    private void Report(TestRun run, int count)
    {
        if (_attended)
        {
            var steps = run.Steps.Where(step => step.State == TestStepState.Pending).Select(step => step.Step.ToString());
            WriteProgress(new ProgressRecord(1, count == 1 ? $"Reset test of {run.UserPrincipalName}" : $"Reset test of {count} users", $"{run.UserPrincipalName}: waiting for {string.Join(", ", steps)}"));
        }
    }

    private void PassOver(TestRun run, SsprException error) => WriteWarning($"A look at the test of {run.UserPrincipalName} failed and is made again: {error.Message}");

    private void ShowQrCode(Uri page)
    {
        if (!NoQrCode && _terminal && _opened.Count == 0)
        {
            Tell(["For a phone:", .. QrText.Lines(page)], ConsoleColor.White, ConsoleColor.Black);
        }
    }

    private void Open(Uri page)
    {
        if (OpenBrowser && _opened.Add(page) && WebPage.Open(page) is { } problem)
        {
            WriteWarning($"The browser could not be opened ({problem}). Open this page yourself: {page}");
        }
    }

    // Shown to whoever sits there, without becoming part of the output.
    private void Tell(IReadOnlyList<string> lines, ConsoleColor? foreground = null, ConsoleColor? background = null)
    {
        foreach (var line in lines)
        {
            WriteInformation(new HostInformationMessage { Message = line, ForegroundColor = foreground, BackgroundColor = background }, ["PSHOST"]);
        }
    }

    private string FilePath(string path)
    {
        var full = "";
        OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        return full;
    }
}
