using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Policy;

namespace SsprTools;

/// <summary>A cmdlet that changes the SSPR policy: plan, question, backup, write, read back; or leads a person through the portal.</summary>
public abstract class PolicyChangeCmdlet : PolicyFileCmdlet
{
    /// <summary>Where the policy as it is now is kept: a new file or an existing folder. Your own application data folder when absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BackupPath { get; set; }

    /// <summary>Asks, makes the change and hands out what became of it.</summary>
    private protected async Task ChangeAsync(PolicyPlan plan, object? target, CancellationToken cancellationToken)
    {
        var backup = BackupPath is null ? null : FilePath(BackupPath);
        if (plan.Changes.Count > 0 && !ShouldChange(Tenant, "The SSPR policy", plan.Describe()))
        {
            return;
        }

        var change = await new PolicyWriter(Tenant).ApplyAsync(plan, backup, cancellationToken).ConfigureAwait(false);
        WriteObject(change);
        if (change.Status == ChangeStatus.Failed)
        {
            WriteErrors([change.Error ?? NotAsMeant(change)], target);
        }
    }

    private static SsprException NotAsMeant(SsprPolicyChange change) => new(
        SsprErrorId.PolicyNotAsMeant,
        change.Remarks!,
        $"Look at the policy with Get-SsprPolicy. To put it back as it was: Restore-SsprPolicy -Path '{change.BackupPath}'",
        change.BackupPath);
}
