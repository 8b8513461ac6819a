namespace SsprTools.Sandbox.Hosting;

/// <summary>The sandbox cannot start as asked; the message says why.</summary>
internal sealed class SandboxStartException(string message) : Exception(message);
