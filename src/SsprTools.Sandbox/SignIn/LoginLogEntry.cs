namespace SsprTools.Sandbox.SignIn;

/// <summary>One request to the sign-in service: who for whom and how it went; never a secret, code, token or header.</summary>
internal sealed record LoginLogEntry(
    long Seq, DateTimeOffset Time, string Endpoint, string? Grant, string? ClientId, string? User, int Status, string? Error, int? Code);
