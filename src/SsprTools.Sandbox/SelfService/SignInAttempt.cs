namespace SsprTools.Sandbox.SelfService;

/// <summary>Where somebody signs in: what the sign-in log says beside the user and the outcome (graph.md 1.12).</summary>
internal sealed record SignInAttempt(Guid CorrelationId, string AppId, string AppName)
{
    public const string Browser = "Browser";
    public const string NativeApp = "Mobile Apps and Desktop clients";

    public string ClientApp { get; init; } = Browser;

    public string ResourceId { get; init; } = "00000003-0000-0000-c000-000000000000";

    public string ResourceName { get; init; } = "Microsoft Graph";

    public string IpAddress { get; init; } = "127.0.0.1";

    /// <summary>The app that the users' pages stand for.</summary>
    public static SignInAttempt AtPages(Guid correlationId) => new(correlationId, "19db86c3-b2b9-44cc-b339-36da233a3be2", "My Signins");
}
