namespace SsprTools.Sandbox.SignIn;

/// <summary>A refusal of the sign-in service: OAuth's error word and Entra's number (graph.md 5.7).</summary>
internal sealed class LoginError(int status, string error, int code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Error { get; } = error;

    public int Code { get; } = code;

    public string? Suberror { get; init; }
}
