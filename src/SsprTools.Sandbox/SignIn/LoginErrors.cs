using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Every refusal, in one place. Numbers as graph.md 5.7 and Microsoft's list of AADSTS codes have them; clients go by the number, not the text.</summary>
internal static class LoginErrors
{
    private const string NoMatch = "No matching federated identity record found for presented assertion";

    public static LoginError NoTenant => BadRequest(50059, "No tenant-identifying information found in either the request or implied by any provided credentials.");

    public static LoginError NoCredential => BadClient(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");

    public static LoginError PublicClient => BadClient(700025, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.");

    public static LoginError AssertionTime => BadClient(700024, "Client assertion is not within its valid time range. Check the clock of this machine.");

    public static LoginError AssertionAudience => BadClient(700023, "Client assertion audience claim does not match Realm issuer.");

    public static LoginError AssertionClient => BadClient(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");

    public static LoginError CertificateExpired => BadClient(1000502, "The provided certificate is not within its specified validity period.");

    public static LoginError BadCode => BadGrant(70000, "The provided value for the input parameter 'code' or 'refresh_token' is not valid.");

    public static LoginError CodeExpired => BadGrant(70008, "The provided authorization code has expired. Send a new interactive authorization request.");

    public static LoginError CodeUsed => BadGrant(54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code.");

    public static LoginError BadVerifier => BadGrant(501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static LoginError Revoked => BadGrant(
        50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.");

    public static LoginError RefreshExpired => BadGrant(700082, "The refresh token has expired due to inactivity.");

    public static LoginError Pending => new(400, "authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    /// <summary>RFC 8628; whether Entra ever sends it is not known, so it has no number of its own.</summary>
    public static LoginError SlowDown => new(400, "slow_down", 70016, "OAuth 2.0 device flow error. Authorization is pending. Poll less often.");

    public static LoginError Declined => new(400, "authorization_declined", 65004, "OAuth 2.0 device flow error. The user declined to sign in.");

    public static LoginError DeviceCodeExpired => new(
        400, "expired_token", 70020, "The provided value for the input parameter 'device_code' is not valid. This device code has expired.");

    public static LoginError BadDeviceCode => new(
        400, "bad_verification_code", 70018, "The provided value for the input parameter 'device_code' is not valid.");

    public static LoginError MixedScopes => BadScope(70011, "The provided value for the input parameter 'scope' is not valid: one resource at a time, and .default alone.");

    public static LoginError LoginRequired => new(400, "login_required", 50058, "A silent sign-in request was sent but no user is signed in.");

    public static LoginError Cancelled => new(400, "access_denied", 65004, "User declined to consent to access the app.");

    public static LoginError ImplicitFlow => new(400, "unsupported_response_type", 700051, "response_type must be 'code'; tokens are not given by the authorize endpoint.");

    public static LoginError Malformed => BadRequest(9002313, "Invalid request. Request is malformed or invalid.");

    public static LoginError RequestGone => BadRequest(9002313, "This sign-in request is not known or took too long. Start again.");

    public static LoginError Unavailable => new(503, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.");

    public static LoginError NoEndpoint => new(404, "invalid_request", 90130, "Application cannot be accessed over this endpoint.");

    /// <summary>What the rules of sign-in say, as the token endpoint says it. The suberrors are those that MSAL knows.</summary>
    public static LoginError Of(SignInError problem) => new(400, "invalid_grant", problem.Code, problem.FailureReason)
    {
        Suberror = problem == SignInError.CodeNeeded || problem == SignInError.CodeNotSetUp ? "basic_action"
            : problem == SignInError.PasswordExpired ? "user_password_expired"
            : null,
    };

    public static LoginError UnknownTenant(string tenant) => BadRequest(
        90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");

    public static LoginError Missing(string parameter) => BadRequest(900144, $"The request body must contain the following parameter: '{parameter}'.");

    public static LoginError UnknownGrant(string grant) => new(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");

    public static LoginError UnknownClient(string id, string tenant) => new(
        400, "unauthorized_client", 700016,
        $"Application with identifier '{id}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant.");

    public static LoginError BadSecret(Guid id) => BadClient(
        7000215, $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{id}'.");

    public static LoginError BadCertificate(string reason, string thumbprint) => BadClient(
        700027, $"The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}']");

    public static LoginError BadJwt(string reason) => BadRequest(50027, $"JWT token is invalid or malformed. {reason}");

    public static LoginError NoMatchingIssuer(string? issuer) => BadClient(700211, $"{NoMatch} issuer '{issuer}'.");

    public static LoginError NoMatchingAudience(string? audience) => BadClient(700212, $"{NoMatch} audience '{audience}'.");

    public static LoginError NoMatchingSubject(string? subject) => BadClient(700213, $"{NoMatch} subject '{subject}'.");

    public static LoginError UnknownResource(string resource, string tenant) => new(
        400, "invalid_resource", 500011, $"The resource principal named {resource} was not found in the tenant named {tenant}.");

    public static LoginError NotForApps(string resource) => new(
        400, "invalid_resource", 500011, $"The resource principal named {resource} cannot be used by an application without a user.");

    public static LoginError NotDefaultScope(string scope) => BadScope(
        1002012, $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.");

    public static LoginError NoConsent(Guid client, string name) => new(
        400, "invalid_grant", 65001, $"The user or administrator has not consented to use the application with ID '{client}' named '{name}'.")
    {
        Suberror = "consent_required",
    };

    public static LoginError NotPreauthorised(Guid client, string resource) => BadGrant(
        65002, $"Consent between first party application '{client}' and first party resource '{resource}' must be configured via preauthorization.");

    public static LoginError UnknownUser(string user, string tenant) => BadGrant(50034, $"The user account {user} does not exist in the {tenant} directory.");

    public static LoginError BadRedirect(string? uri, Guid client) => BadRequest(
        50011, $"The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{client}'.");

    private static LoginError BadRequest(int code, string message) => new(400, "invalid_request", code, message);

    private static LoginError BadClient(int code, string message) => new(401, "invalid_client", code, message);

    private static LoginError BadGrant(int code, string message) => new(400, "invalid_grant", code, message);

    private static LoginError BadScope(int code, string message) => new(400, "invalid_scope", code, message);
}
