using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Policy;

namespace SsprTools;

/// <summary>A cmdlet that changes the SSPR policy: plan, question, backup, write, read back.</summary>
public abstract class PolicyChangeCmdlet : ConnectedCmdlet
{
    /// <summary>Where the policy as it is now is kept: a new file or an existing folder. Your own application data folder when absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BackupPath { get; set; }

    /// <summary>Asks, makes the change and hands out what became of it.</summary>
    private protected async Task ChangeAsync(GroupScope scope, PolicyPlan plan, object? target, CancellationToken cancellationToken)
    {
        var backup = BackupPath is null ? null : FilePath(BackupPath);
        if (plan.Changes.Count > 0 && !ShouldChange(Tenant, "The SSPR policy", plan.Describe()))
        {
            return;
        }

        var change = await scope.ApplyAsync(plan, backup, cancellationToken).ConfigureAwait(false);
        WriteObject(change);
        if (change.Status == ChangeStatus.Failed)
        {
            WriteError(ErrorFactory.From(NotAsMeant(change), GetType(), target));
        }
    }

    /// <summary>A path as the session means it, for .NET knows nothing of the session's current location.</summary>
    private protected string FilePath(string path)
    {
        var full = path;
        OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        return full;
    }

    private static SsprException NotAsMeant(SsprPolicyChange change) => new(
        SsprErrorId.PolicyNotAsMeant,
        change.Remarks!,
        $"Compare {change.BackupPath} with the password reset pages of the Entra admin center, and set right there what should not have changed.",
        change.BackupPath);
}
