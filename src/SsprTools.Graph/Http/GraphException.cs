namespace SsprTools.Graph.Http;

/// <summary>An unsuccessful answer of Microsoft Graph or of the portal API.</summary>
public sealed class GraphException : SsprException
{
    internal const string ProxyAdvice =
        "The proxy wants to know who you are. Put its user and password into HTTPS_PROXY, or ask for an exception for the service's addresses.";

    public GraphException(GraphError error)
        : base(IdOf(error), Describe(error), Advice(error), $"{error.Method} {error.Path}")
    {
        Error = error;
    }

    public GraphError Error { get; }

    private static SsprErrorId IdOf(GraphError error) => error switch
    {
        { Status: 401 } => SsprErrorId.AccessTokenExpired,
        { Status: 403, Code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" } => SsprErrorId.PremiumLicenseMissing,
        { Status: 403 } => SsprErrorId.PermissionMissing,
        { Status: >= 300 and < 400 } => SsprErrorId.UnexpectedAnswer,
        // Not the service's word but that of a proxy before it.
        { Status: 407 } => SsprErrorId.ServiceUnreachable,
        { Status: 429 } => SsprErrorId.Throttled,
        { Status: >= 500 } => SsprErrorId.ServiceUnavailable,
        _ => SsprErrorId.GraphRequestFailed,
    };

    private static string Describe(GraphError error)
    {
        var text = error switch
        {
            { Status: >= 300 and < 400 } => "The answer points to another address, which was not followed: the token belongs to this one only.",
            { Status: 407 } => "A proxy in between asks for a sign-in.",
            { Message: { } message } when !string.IsNullOrWhiteSpace(message) => message.Trim(),
            _ => "The service gave no reason.",
        };
        return $"{text} ({error.Method} {error.Path}: {error.Status} {error.Code}".TrimEnd() + ")" + error.Effort?.Describe()
            // Where the service gave no name to the request, ours is the only one.
            + (error is { RequestId: null, ClientRequestId: { } id } ? $" Client request id {id}." : "");
    }

    private static string Advice(GraphError error) => IdOf(error) switch
    {
        SsprErrorId.AccessTokenExpired => "Connect again with Connect-SsprTenant; the access token is expired or not meant for this service.",
        SsprErrorId.PremiumLicenseMissing =>
            "The registration report needs Entra ID P1 or P2 in the tenant. Check with Test-SsprPrerequisite; a fresh trial can take up to 24 hours to show.",
        SsprErrorId.PermissionMissing => "Give the signed-in account or app the permission and role that this command needs, then connect again.",
        SsprErrorId.Throttled when error.RetryAfter is { } asked && asked > RequestLimits.Default.Total =>
            $"The service wants to be left alone for {RequestEffort.Span(asked)}. Run the command again after that; it goes on where it stopped.",
        SsprErrorId.Throttled => "The service is still throttling after several tries. Wait a few minutes and run the command again; it goes on where it stopped.",
        SsprErrorId.ServiceUnreachable => ProxyAdvice,
        SsprErrorId.UnexpectedAnswer =>
            "Something between here and the service answers for it: a proxy, a firewall or a sign-in page of the network. Check HTTPS_PROXY, then run the command again.",
        SsprErrorId.ServiceUnavailable => "The service failed, which usually passes. Run the command again; it goes on where it stopped.",
        _ => "Correct the request as the message says and run the command again.",
    };
}
