using System.Management.Automation;
using SsprTools.Graph.Connection;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommunications.Disconnect, "SsprTenant")]
public sealed class DisconnectSsprTenantCommand : SsprCmdlet
{
    /// <summary>The connection to end; the runspace's current one when absent. None at all is no error: the wish is fulfilled.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SsprConnection? Connection { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        OnRunspace(() =>
        {
            var ended = Connection ?? Session.Current;
            if (ReferenceEquals(ended, Session.Current))
            {
                Session.Replace(null);
            }

            ended?.Dispose();
        });
        return Task.CompletedTask;
    }
}
