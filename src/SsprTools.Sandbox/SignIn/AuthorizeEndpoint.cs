using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>What a browser meets: the authorize address, the sign-in form, and the form for device codes.</summary>
internal sealed class AuthorizeEndpoint(LoginService login, SandboxClock clock, TenantStore store, UserSignIns users)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly Vault<AuthorizeRequest> _open = new(clock, s_patience);

    /// <summary>GET /{tenant}/oauth2/v2.0/authorize. Until the redirect address is known to be good, a mistake is told to the person, then to the app.</summary>
    public LoginPage Start(LoginCall call)
    {
        string tenantName = store.Current.Info.DisplayName;
        Client client = ClientAuthentication.Find(login.Clients, call.Require("client_id"), tenantName);
        string redirect = call.Require("redirect_uri");

        // Codes stay on this machine, whatever an app asks for.
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out Uri? address) || !address.IsLoopback || address.Scheme is not ("http" or "https"))
        {
            throw LoginErrors.BadRedirect(redirect, client.Id);
        }

        AuthorizeRequest request = new(client, new ScopeRequest("", [], false, false, false, ""), address, redirect)
        {
            State = call["state"],
            Nonce = call["nonce"],
            ResponseMode = call["response_mode"] ?? "query",
            LoginHint = call["login_hint"],
            Challenge = call["code_challenge"],
            IsHashedChallenge = call["code_challenge_method"] == "S256",
        };
        try
        {
            if (call["response_type"] != "code")
            {
                throw LoginErrors.ImplicitFlow;
            }

            ScopeRequest scope = ScopeRequest.Parse(call.Require("scope"), login.GraphOrigin, tenantName);
            TokenIssuer.RequireConsent(client, scope);
            request = request with { Scope = scope };
            return call["prompt"] == "none" ? throw LoginErrors.LoginRequired : new LoginPage(LoginPages.SignIn(_open.Add(request), request.Client.Name, call["login_hint"], problem: null));
        }
        catch (LoginError problem)
        {
            return SendBack(request, ("error", problem.Error), ("error_description", $"AADSTS{problem.Code}: {problem.Message}"));
        }
    }

    /// <summary>POST /signin-complete.</summary>
    public LoginPage Complete(LoginCall call)
    {
        string id = call["request"] ?? "";
        AuthorizeRequest request = _open.Find(id, out bool isExpired) is { } open && !isExpired ? open : throw LoginErrors.RequestGone;
        if (call["cancel"] is not null)
        {
            _ = _open.Remove(id);
            return SendBack(request, ("error", LoginErrors.Cancelled.Error), ("error_description", $"AADSTS{LoginErrors.Cancelled.Code}: {LoginErrors.Cancelled.Message}"));
        }

        User user;
        try
        {
            user = users.InBrowser(
                request.SignIn, call, UserSignIns.Attempt(request.Client, request.Scope, call, request.SignIn.CorrelationId, SignInAttempt.Browser));
        }
        catch (LoginError problem)
        {
            return Next(request.SignIn, problem, "/signin-complete", ("request", id))
                ?? new LoginPage(LoginPages.SignIn(id, request.Client.Name, call["username"], Sentence(problem)));
        }

        if (!_open.Remove(id))
        {
            throw LoginErrors.RequestGone;
        }

        UserGrant grant = new(user.Id, request.Client, request.Scope, clock.Now) { Nonce = request.Nonce };
        return SendBack(request, ("code", login.Codes.Add(new AuthorizationCode(grant, request))));
    }

    /// <summary>POST /devicelogin.</summary>
    public LoginPage CompleteDevice(LoginCall call)
    {
        if (login.DeviceCodes.FindTyped(call["code"] ?? "") is not { } code)
        {
            return new LoginPage(LoginPages.DeviceLogin(call["code"], "That code didn't work. Check the code and try again."));
        }

        if (call["cancel"] is not null)
        {
            code.Decline();
            return new LoginPage(LoginPages.Message("Declined", "You have declined to sign in. You can close this window."));
        }

        try
        {
            SignInAttempt attempt = UserSignIns.Attempt(code.Client, code.Scope, call, code.SignIn.CorrelationId, SignInAttempt.NativeApp);
            code.Approve(users.InBrowser(code.SignIn, call, attempt).Id);
            return new LoginPage(LoginPages.Message(code.Client.Name, "You have signed in on your device. You can close this window."));
        }
        catch (LoginError problem)
        {
            return Next(code.SignIn, problem, "/devicelogin", ("code", code.UserCode))
                ?? new LoginPage(LoginPages.DeviceLogin(code.UserCode, Sentence(problem)));
        }
    }

    /// <summary>The form that goes on after a right password; none when the sign-in begins anew.</summary>
    private LoginPage? Next(OpenSignIn open, LoginError problem, string action, (string Name, string Value) hidden) =>
        open.UserId is null ? null
        : problem.Code == SignInError.CodeNeeded.Code ? new LoginPage(LoginPages.Code(action, hidden, problem: null))
        : problem.Code == SignInError.CodeFailed.Code ? new LoginPage(LoginPages.Code(action, hidden, Sentence(problem)))
        : problem.Code == SignInError.RegistrationNeeded.Code
            ? new LoginPage(LoginPages.MoreInformation(action, hidden, Sentence(problem), $"{login.GraphOrigin}/ssprsetup", users.MayPutOffRegistration))
            : null;

    private static string Sentence(LoginError problem) => $"AADSTS{problem.Code}: {problem.Message}";

    private static LoginPage SendBack(AuthorizeRequest request, params (string Name, string Value)[] answer)
    {
        List<KeyValuePair<string, string>> fields = [.. answer.Select(field => KeyValuePair.Create(field.Name, field.Value))];
        if (request.State is not null)
        {
            fields.Add(KeyValuePair.Create("state", request.State));
        }

        if (request.ResponseMode == "form_post")
        {
            return new LoginPage(LoginPages.SendBack(request.RedirectUri, fields));
        }

        string separator = request.RedirectUri.Query.Length > 0 ? "&" : "?";
        string query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return new LoginPage("", 302) { GoTo = new Uri(request.RedirectUri.AbsoluteUri + separator + query) };
    }
}
