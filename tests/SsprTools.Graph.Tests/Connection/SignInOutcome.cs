namespace SsprTools.Graph.Tests.Connection;

/// <summary>What can come of a sign-in.</summary>
public enum SignInOutcome
{
    Success,
    WrongSecret,
    UnknownTenant,
    UnknownApp,
    ConsentMissing,
    ServiceDown,
    Cancelled,
    TokenExpiredInMidRun,
}
