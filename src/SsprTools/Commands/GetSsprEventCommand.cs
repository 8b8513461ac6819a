using System.Management.Automation;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Testing;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprEvent")]
[OutputType(typeof(SsprEvent))]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
public sealed class GetSsprEventCommand : ConnectedCmdlet
{
    private static readonly TimeSpan s_followInterval = TimeSpan.FromSeconds(10);

    /// <summary>Only events about these users: UPN, object id, or an object with one of them. Absent: the whole tenant's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNullOrEmpty]
    public UserReference[]? Identity { get; set; }

    /// <summary>Only events at or after this time.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only events at or before this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only events of these kinds.</summary>
    [Parameter]
    public SsprEventKind[]? Kind { get; set; }

    /// <summary>Keep looking for new events until Ctrl+C. The log is 5 to 60 minutes late; an event comes once, however late.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

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
                await ReadAsync(user.Id, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(string? userId, CancellationToken cancellationToken)
    {
        var events = new AuditTrail(Tenant).ReadAsync(userId, After, Before, cancellationToken);
        if (Follow)
        {
            events = new AuditTrail(Tenant).FollowAsync(userId, After, s_followInterval, cancellationToken);
        }

        await foreach (var found in events.ConfigureAwait(false))
        {
            if (Kind is null || Kind.Contains(found.Kind))
            {
                WriteObject(found);
            }
        }
    }
}
