namespace SsprTools.Sandbox.Portal;

/// <summary>An error answer of the portal API (graph.md 5.6).</summary>
internal sealed class PortalError(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
