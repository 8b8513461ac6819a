using System.Management.Automation;
using System.Management.Automation.Host;
using SsprTools.Graph;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools;

/// <summary>What every cmdlet of the module shares: how errors become records, how a change is asked for, what -Verbose tells.</summary>
public abstract class SsprCmdlet : GraphCmdlet
{
    private protected override void PrepareWork() => RequestObserver.Current = new CmdletRequestObserver(WriteVerbose, WriteWarning, WriteProgress);

    /// <summary>Does one item's work; what goes wrong with it is an error of this item, and the next one goes on.</summary>
    /// <param name="target">What the item is, for the error record.</param>
    protected async Task ForItemAsync(object? target, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (SsprException error) when (!ErrorFactory.EndsCommand(error))
        {
            WriteError(ErrorFactory.From(error, GetType(), target));
        }
    }

    /// <summary>
    /// Writes what went wrong with parts of an item whose outcome was written already, each error once; one that would befall every
    /// further item too ends the command.
    /// </summary>
    private protected void WriteErrors(IEnumerable<SsprException?> errors, object? target)
    {
        foreach (var error in errors.OfType<SsprException>().Distinct())
        {
            if (ErrorFactory.EndsCommand(error))
            {
                throw error;
            }

            WriteError(ErrorFactory.From(error, GetType(), target));
        }
    }

    /// <summary>Asks before a change. The text names the tenant, so that nobody changes the wrong one.</summary>
    /// <param name="connection">The tenant's connection.</param>
    /// <param name="target">The object, in an admin's words.</param>
    /// <param name="action">A verb phrase with old and new value where there are such.</param>
    protected bool ShouldChange(SsprConnection connection, string target, string action)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            return ShouldProcess($"{target} in tenant {connection}", action);
        }
        // NullReferenceException: what the console host's own prompt throws when its input is at an end (7.4.19, 7.6.5).
        catch (Exception error) when (error is HostException or NotImplementedException or NullReferenceException
            or PSInvalidOperationException { ErrorRecord.FullyQualifiedErrorId: not "PipelineStopped" })
        {
            throw ErrorFactory.ConfirmationImpossible(action, error);
        }
    }

    private protected override void Fail(Exception error)
    {
        if (error is SsprException known)
        {
            ThrowTerminatingError(ErrorFactory.From(known, GetType(), null));
        }

        base.Fail(error);
    }
}
