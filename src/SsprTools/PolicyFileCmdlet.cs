namespace SsprTools;

/// <summary>A cmdlet that reads or writes a policy file.</summary>
public abstract class PolicyFileCmdlet : ConnectedCmdlet
{
    /// <summary>A path as the session means it, for .NET knows nothing of the session's current location.</summary>
    private protected string FilePath(string path)
    {
        var full = path;
        OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        return full;
    }
}
