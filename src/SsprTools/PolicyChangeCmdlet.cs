using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Policy;

namespace SsprTools;

/// <summary>A cmdlet that changes the SSPR policy: plan, question, backup, write, read back; or leads a person through the portal.</summary>
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All", For = "the warning of a missing licence")]
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
            if (ShowsImpact && IsWhatIf())
            {
                await TellImpactAsync(plan, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var change = await new PolicyWriter(Tenant).ApplyAsync(plan, backup, cancellationToken).ConfigureAwait(false);
        WriteObject(change);
        if (change.Status == ChangeStatus.Failed)
        {
            WriteErrors([change.Error ?? NotAsMeant(change)], target);
        }
    }

    /// <summary>Whether -WhatIf says how many users the change strikes.</summary>
    private protected virtual bool ShowsImpact => false;

    private bool IsWhatIf()
    {
        var whatIf = false;
        OnRunspace(() => whatIf = MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference")));
        return whatIf;
    }

    /// <summary>Shown to whoever sits there, without becoming part of the output. That it cannot be measured is no error of the change.</summary>
    private async Task TellImpactAsync(PolicyPlan plan, CancellationToken cancellationToken)
    {
        string message;
        try
        {
            message = await new ImpactReader(Tenant).CountAsync(new ImpactQuestion { Plan = plan }, cancellationToken).ConfigureAwait(false) is { } count
                ? $"What if: {count} Measure-SsprImpact names them."
                : "What if: it hangs on none of these settings who can reset the password.";
        }
        catch (SsprException error) when (!ErrorFactory.EndsCommand(error))
        {
            message = $"What if: how many users this strikes could not be measured. {error.Message}";
        }

        WriteInformation(new HostInformationMessage { Message = message }, ["PSHOST"]);
    }

    private static SsprException NotAsMeant(SsprPolicyChange change) => new(
        SsprErrorId.PolicyNotAsMeant,
        change.Remarks!,
        $"Look at the policy with Get-SsprPolicy. To put it back as it was: Restore-SsprPolicy -Path '{change.BackupPath}'",
        change.BackupPath);
}
