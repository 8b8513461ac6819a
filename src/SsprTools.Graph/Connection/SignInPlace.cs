namespace SsprTools.Graph.Connection;

/// <summary>Where a sign-in is done.</summary>
/// <param name="Login">The sign-in service's base address.</param>
/// <param name="Transport">The way there, where it is not the usual one: a sandbox's own certificate, a test.</param>
/// <param name="IsSandbox">The service is not one that Microsoft's instance discovery knows.</param>
internal sealed record SignInPlace(Uri Login, HttpMessageHandler? Transport, bool IsSandbox);
