using System.Management.Automation;
using SsprTools.Graph.Connection;

namespace SsprTools;

/// <summary>A cmdlet that works on a tenant.</summary>
public abstract class ConnectedCmdlet : SsprCmdlet
{
    private SsprConnection? _tenant;

    /// <summary>The connection to use; the runspace's current one when absent.</summary>
    [Parameter]
    [ValidateNotNull]
    public SsprConnection? Connection { get; set; }

    /// <summary>The tenant's connection. Terminating error when there is none.</summary>
    protected SsprConnection Tenant => _tenant ?? throw ErrorFactory.NotConnected();

    /// <summary>The tenant's connection, for a cmdlet that can do without.</summary>
    private protected SsprConnection? TenantIfConnected => _tenant;

    /// <summary>Whether nothing can be done without a connection.</summary>
    private protected virtual bool NeedsTenant => true;

    private protected override void PrepareWork()
    {
        base.PrepareWork();
        if (NeedsTenant)
        {
            _ = Tenant;
        }
    }

    // Read on the pipeline thread: the current connection belongs to its runspace.
    private protected override void PrepareStage() => _tenant ??= Connection ?? Session.Current;
}
