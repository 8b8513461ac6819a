using System.Management.Automation;
using SsprTools.Graph.Connection;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprContext")]
[OutputType(typeof(SsprConnection))]
public sealed class GetSsprContextCommand : SsprCmdlet
{
    protected override Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        OnRunspace(() =>
        {
            if (Session.Current is { } current)
            {
                WriteObject(current);
            }
        });
        return Task.CompletedTask;
    }
}
