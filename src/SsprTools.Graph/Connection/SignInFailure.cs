using Azure.Identity;
using Microsoft.Identity.Client;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Connection;

/// <summary>
/// Turns what Azure.Identity throws into our own words. The codes of the sign-in service decide (facts/graph.md 5.7); its prose is shown only
/// where a code is not known here. The exception itself is not kept: it may quote requests.
/// </summary>
internal static class SignInFailure
{
    public static SsprException NobodyCame(SignIn signIn) => new(
        SsprErrorId.SignInCancelled,
        $"Nobody finished the sign-in with {signIn.Words} within {signIn.Patience.TotalMinutes:0} minutes.",
        signIn.Kind == SignInKind.Interactive
            ? "Connect again; where no browser opens, use -DeviceCode."
            : "Connect again and enter the code in time.");

    public static SsprException From(Exception error, SignIn signIn, Uri login)
    {
        var chain = Chain(error).ToList();
        var answer = chain.OfType<MsalServiceException>().Select(Answer).FirstOrDefault(found => found is not null);
        if (answer is not null)
        {
            return FromService(answer, signIn);
        }

        var msal = chain.OfType<MsalException>().FirstOrDefault();
        if (msal?.ErrorCode is MsalError.AuthenticationCanceledError or "access_denied" or "code_expired" or "authorization_declined")
        {
            return Cancelled(signIn);
        }

        if (chain.OfType<HttpRequestException>().FirstOrDefault() is { } network && signIn.Kind != SignInKind.ManagedIdentity)
        {
            // Wherever it broke: what wanted the token was never sent.
            var notSent = RetryRules.NeverSent(network) ? network : new HttpRequestException(HttpRequestError.ConnectionError, network.Message, network);
            return ErrorHandler.Unreachable(new HttpRequestMessage(HttpMethod.Post, login), notSent);
        }

        if (chain.OfType<AuthenticationRequiredException>().Any() || msal is MsalUiRequiredException)
        {
            return new SsprException(
                SsprErrorId.SignInFailed,
                "The sign-in has ended, and a person is needed to renew it.",
                "Connect again with Connect-SsprTenant, then run the command again; it goes on where it stopped.");
        }

        return new SsprException(SsprErrorId.SignInFailed, $"The sign-in with {signIn.Words} failed. {Reason(chain, signIn)}".TrimEnd(), Advice(signIn));
    }

    /// <summary>What an answer of the sign-in service means.</summary>
    internal static SsprException FromService(SignInAnswer answer, SignIn signIn)
    {
        if (answer.Error is "access_denied" or "authorization_declined" or "expired_token" or "code_expired" || answer.Codes.Contains(65004))
        {
            return Cancelled(signIn);
        }

        var known = answer.Codes.Select(code => SignInCodes.Find(code, signIn.Kind)).FirstOrDefault(found => found is not null);
        var reason = known?.Reason ?? Redact(answer.Sentence ?? $"The service answered '{answer.Error}'.", signIn);
        var code = answer.Codes.Count > 0 ? $" (AADSTS{answer.Codes[0]})" : "";
        var trace = answer.CorrelationId is { } id ? $" Correlation id {id}." : "";
        return new SsprException(
            SsprErrorId.SignInFailed,
            $"The sign-in with {signIn.Words} failed{code}: {reason}{trace}",
            known?.Advice ?? Advice(signIn),
            answer.Codes.Count > 0 ? $"AADSTS{answer.Codes[0]}" : answer.Error);
    }

    private static SignInAnswer? Answer(MsalServiceException error) => SignInAnswer.Parse(error.ResponseBody);

    private static SsprException Cancelled(SignIn signIn) => new(
        SsprErrorId.SignInCancelled,
        $"The sign-in with {signIn.Words} was cancelled, declined or not finished in time.",
        "Connect again and finish the sign-in.");

    private static string Reason(List<Exception> chain, SignIn signIn)
    {
        var told = chain.FirstOrDefault(error => error is CredentialUnavailableException)
            ?? chain.FirstOrDefault(error => error is MsalException)
            ?? chain[0];
        // The first line says it; what follows are links and stack traces of other programs.
        var line = told.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return Redact(line, signIn);
    }

    private static string Redact(string text, SignIn signIn) => AddressText.WithoutCredentials(
        signIn.ClientSecret is { Length: > 0 } secret ? text.Replace(secret, "***", StringComparison.Ordinal) : text);

    private static string Advice(SignIn signIn) => signIn.Kind switch
    {
        SignInKind.Interactive => "Where no browser can open, use -DeviceCode.",
        SignInKind.ManagedIdentity => "Run this where a managed identity is assigned (an Azure VM, Function, Automation account), and give -ClientId for a user-assigned one.",
        SignInKind.WorkloadIdentity => "Set AZURE_FEDERATED_TOKEN_FILE, AZURE_CLIENT_ID and AZURE_TENANT_ID, or give -ClientId and -TenantId.",
        SignInKind.Environment =>
            "Set AZURE_TENANT_ID, AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH.",
        SignInKind.AzureCli => "Install Azure CLI and run 'az login', with --tenant where the account is in several.",
        _ => "Check -TenantId and -ClientId, then connect again.",
    };

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
            if (error is AggregateException { InnerExceptions.Count: > 1 } several)
            {
                foreach (var inner in several.InnerExceptions.SelectMany(Chain))
                {
                    yield return inner;
                }
            }
        }
    }
}
