using System.Text;
using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Every error body that Graph routes give, one named method each; texts from graph.md section 5 where it has them.</summary>
internal static class Errors
{
    private const string Challenge =
        """Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000" """;

    public static GraphError Token(TokenFailure failure) =>
        new(401, "InvalidAuthenticationToken", failure switch
        {
            TokenFailure.Empty => "Access token is empty.",
            TokenFailure.Malformed => "CompactToken parsing failed with error code: 80049217",
            TokenFailure.Expired => "Lifetime validation failed, the token is expired.",
            TokenFailure.WrongAudience => "Access token validation failure. Invalid audience.",
            _ => "Access token validation failure. Invalid signature.",
        })
        { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = Challenge.TrimEnd() } };

    /// <summary>Continuous access evaluation: the token must be renewed with the claims that the header names (graph.md 5.3).</summary>
    public static GraphError InsufficientClaims(long notBefore)
    {
        string claims = $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{notBefore}}}}"}}}""";
        string header = $"{Challenge.TrimEnd()}, error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"";
        return new GraphError(401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp")
        {
            Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = header },
        };
    }

    /// <summary>What the gateway in front of the service answers when the service does not.</summary>
    public static GraphError Gateway(int status) => new(status, "UnknownError", "");

    public static GraphError Denied(Denial denial) => denial == Denial.AuthenticationMethods
        ? new(403, "accessDenied", "Request Authorization failed") { RepeatsMessage = true }
        : new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    public static GraphError NotPremium() => new(
        403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C or tenant doesn't have premium license");

    public static GraphError UnknownSegment(string segment, int status) =>
        new(status, "BadRequest", $"Resource not found for the segment '{segment}'.");

    public static GraphError MethodNotAllowed() =>
        new(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");

    public static GraphError NotFound(string id) => new(
        404, "Request_ResourceNotFound",
        $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError BadRequest(string message) => new(400, "Request_BadRequest", message);

    public static GraphError InvalidValue(string? property = null) => new(400, "Request_BadRequest", "One or more properties contains invalid values.")
    {
        Details = property is null ? [] : [new GraphErrorDetail("InvalidValue", null, property)],
    };

    public static GraphError Required(string property) => new(
        400, "Request_BadRequest", $"A value is required for property '{property}' of resource 'User'.")
    {
        Details = [new GraphErrorDetail("MissingValue", null, property)],
    };

    public static GraphError UnsupportedQuery(string message = "Unsupported Query.") => new(400, "Request_UnsupportedQuery", message);

    public static GraphError InvalidQuery(string message) => new(400, "BadRequest", message);

    public static GraphError Methods(string message) => new(400, "badRequest", message) { RepeatsMessage = true };

    public static GraphError MethodNotFound(string code) => new(404, code, "The requested authentication method was not found.") { RepeatsMessage = true };

    public static GraphError ExpiredPage() => new(
        400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.");
}
