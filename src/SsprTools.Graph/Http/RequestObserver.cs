namespace SsprTools.Graph.Http;

/// <summary>
/// The observer of the command that is running. It travels with the async flow, because one connection serves many commands
/// at once and each must hear of its own requests only.
/// </summary>
public static class RequestObserver
{
    private static readonly AsyncLocal<IRequestObserver?> s_current = new();

    public static IRequestObserver? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }
}
