namespace SsprTools.Sandbox.Security;

/// <summary>Which service refuses: each has its own 403 body (graph.md 5.4).</summary>
internal enum Denial
{
    Directory,
    AuthenticationMethods,
    Reports,
}
