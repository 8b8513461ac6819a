using System.Diagnostics;
using System.Management.Automation;
using SsprTools.Graph.Policy;

namespace SsprTools;

/// <summary>A change of the policy that a person can make in the portal, where its API is not to be used.</summary>
[GraphPermission("GET /organization", "Organization.Read.All", For = "-Wait")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader", For = "-Wait")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader", For = "-Wait")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All", For = "-Wait")]
public abstract class AssistedPolicyCmdlet : PolicyChangeCmdlet
{
    /// <summary>Do not use the portal's API: say what to click, and return.</summary>
    [Parameter]
    public SwitchParameter Assisted { get; set; }

    /// <summary>As -Assisted, and wait until the audit log or the registration report shows the effect.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits.</summary>
    [Parameter]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(60);

    private protected bool IsAssisted => Assisted || Wait;

    /// <summary>Makes what Graph documents, and leads through the rest.</summary>
    private protected async Task ChangeAllAsync(PolicyPlan plan, object? target, CancellationToken cancellationToken)
    {
        if (plan.Tasks.Count == 0 || plan.Changes.Count > 0)
        {
            await ChangeAsync(plan, target, cancellationToken).ConfigureAwait(false);
        }

        if (plan.Tasks.Count == 0 || !ShouldChange(Tenant, "The SSPR policy", $"Have a person do this in the portal: {string.Join(' ', [string.Join(" Then: ", plan.Tasks), .. plan.Warnings])}"))
        {
            return;
        }

        var route = new AssistedRoute(Tenant);
        Tell(plan.Tasks);
        if (!Wait)
        {
            WriteObject(route.Start(plan));
            return;
        }

        var since = await route.NowAsync(cancellationToken).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        var last = await route.WatchAsync(plan, since, Timeout, change => Report(change, Timeout - watch.Elapsed), cancellationToken).ConfigureAwait(false);
        OnRunspace(() => WriteProgress(new ProgressRecord(1, "Waiting for the policy to change", "Done") { RecordType = ProgressRecordType.Completed }));
        WriteObject(last);
    }

    private void Report(SsprPolicyChange change, TimeSpan left) =>
        WriteProgress(new ProgressRecord(1, "Waiting for the policy to change", change.Remarks is { Length: > 0 } text ? text : "Looking")
        {
            SecondsRemaining = (int)Math.Clamp(left.TotalSeconds, 0, int.MaxValue),
        });

    // Shown to whoever sits there, without becoming part of the output.
    private void Tell(IReadOnlyList<PortalTask> tasks)
    {
        foreach (var line in tasks.SelectMany(task => task.Clicks.Prepend($"As Authentication Policy Administrator open {task.Link} (Password reset)")))
        {
            WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
        }
    }
}
