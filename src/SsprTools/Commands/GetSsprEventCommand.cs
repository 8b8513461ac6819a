using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Testing;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprEvent", DefaultParameterSetName = ReadSet)]
[OutputType(typeof(SsprEvent), ParameterSetName = [ReadSet, FollowSet])]
[OutputType(typeof(SsprUserEvent), ParameterSetName = [SummarySet])]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /reports/authenticationMethods/userEventsSummary", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
public sealed class GetSsprEventCommand : ConnectedCmdlet
{
    private const string ReadSet = "Read";
    private const string FollowSet = "Follow";
    private const string SummarySet = "Summary";

    private readonly HashSet<string> _followed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Only events about these users: UPN, object id, or an object with one of them. Absent: the whole tenant's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[]? Identity { get; set; }

    /// <summary>Only events at or after this time.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only events at or before this time.</summary>
    [Parameter(ParameterSetName = ReadSet)]
    [Parameter(ParameterSetName = SummarySet)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only events of these kinds.</summary>
    [Parameter(ParameterSetName = ReadSet)]
    [Parameter(ParameterSetName = FollowSet)]
    public SsprEventKind[]? Kind { get; set; }

    /// <summary>Keep looking for new events until Ctrl+C. The log is 5 to 60 minutes late; an event comes once, however late.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FollowSet)]
    public SwitchParameter Follow { get; set; }

    /// <summary>Read the beta report of registrations and resets instead of the audit log.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SummarySet)]
    public SwitchParameter Summary { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        if (Identity is null)
        {
            await ReadAsync(null, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () =>
            {
                var user = await new UserDirectory(Tenant).GetAsync(identity.Value, cancellationToken).ConfigureAwait(false);
                await ReadAsync(user, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }

    // Several users are followed together: the first one's stream would never end.
    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        // No user left of those who were asked for: the whole tenant's events would be an answer to another question.
        if (!Follow || ((Identity is not null || MyInvocation.ExpectingInput) && _followed.Count == 0))
        {
            return;
        }

        await WriteAsync(
            new EventFollower(Tenant).FollowAsync(
                _followed, After, error => WriteWarning($"A look at the audit log failed and is made again: {error.Message}"), cancellationToken)).ConfigureAwait(false);
    }

    private async Task ReadAsync(DirectoryUser? user, CancellationToken cancellationToken)
    {
        if (Summary)
        {
            await SummarizeAsync(user, cancellationToken).ConfigureAwait(false);
        }
        else if (!Follow)
        {
            await WriteAsync(new AuditTrail(Tenant).ReadAsync(user?.Id, After, Before, cancellationToken)).ConfigureAwait(false);
        }
        else if (user is not null)
        {
            _followed.Add(user.Id);
        }
    }

    private async Task WriteAsync(IAsyncEnumerable<SsprEvent> events)
    {
        await foreach (var found in events.ConfigureAwait(false))
        {
            if (Kind is null || Kind.Contains(found.Kind))
            {
                WriteObject(found);
            }
        }
    }

    // The report takes no filter by time, and that a cloud lacks it is an answer.
    private async Task SummarizeAsync(DirectoryUser? user, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var found in new UserEventsSummary(Tenant).ReadAsync(user?.UserPrincipalName, cancellationToken).ConfigureAwait(false))
            {
                if ((After is null || found.EventDateTime >= After) && (Before is null || found.EventDateTime <= Before))
                {
                    WriteObject(found);
                }
            }
        }
        catch (SsprException error) when (error.ErrorId == SsprErrorId.NotInThisCloud)
        {
            WriteWarning($"{error.Message} {error.RecommendedAction}");
        }
    }
}
