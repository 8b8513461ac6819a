namespace SsprTools.Graph.Connection;

/// <summary>What a person has to do to finish a sign-in with a device code.</summary>
/// <param name="Message">The service's own sentence, with address and code.</param>
/// <param name="Purpose">What this sign-in is for, when there is more than one; else empty.</param>
public sealed record SignInPrompt(string Message, string UserCode, Uri Address, DateTimeOffset ExpiresOn, string Purpose);
