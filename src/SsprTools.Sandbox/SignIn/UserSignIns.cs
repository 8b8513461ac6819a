using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SignIn;

/// <summary>
/// Signs users in at the token, authorize and device endpoints, by the rules of the users' pages: smart lockout, disabled account, password
/// to be changed, second factor, registration; each outcome stands in the sign-in log.
/// </summary>
internal sealed class UserSignIns(SelfServiceHub users)
{
    /// <summary>With nothing but a name and a password: what would need a person ends the sign-in.</summary>
    public User WithPassword(string? name, string? password, SignInAttempt attempt)
    {
        User user = Identify(name, password, attempt);
        if (users.Switches.CodeForTokens)
        {
            throw Refuse(user, attempt, Factors(user).Count > 0 ? SignInError.CodeNeeded : SignInError.CodeNotSetUp);
        }

        return users.Setup.IsInterrupted(user) ? throw Refuse(user, attempt, SignInError.RegistrationNeeded) : Finish(user, attempt);
    }

    /// <summary>In a browser, one posted form after the other; the refusal says which form comes next.</summary>
    public User InBrowser(OpenSignIn open, LoginCall call, SignInAttempt attempt)
    {
        if (call["username"] is not null || open.UserId is null)
        {
            open.PasswordProved(Identify(call["username"], call["password"], attempt).Id);
        }

        User user = users.Store.Current.Users.Find(open.UserId!.Value) ?? throw LoginErrors.RequestGone;
        if (users.Switches.CodeForTokens && !open.CodeProved)
        {
            ProveCode(open, user, call["otp"], attempt);
        }

        bool isPutOff = call["skip"] is not null && users.Store.Effective.SsprPolicy.SkipRegistrationAllowed;
        return !isPutOff && users.Setup.IsInterrupted(user) ? throw Refuse(user, attempt, SignInError.RegistrationNeeded) : Finish(user, attempt);
    }

    public bool MayPutOffRegistration => users.Store.Effective.SsprPolicy.SkipRegistrationAllowed;

    public static void RequireActive(User user)
    {
        if (!user.AccountEnabled)
        {
            throw LoginErrors.Of(SignInError.Disabled);
        }
    }

    public static SignInAttempt Attempt(Client client, ScopeRequest scope, LoginCall call, Guid correlationId, string clientApp) =>
        new(correlationId, client.Id.ToString(), client.Name)
        {
            ClientApp = clientApp,
            IpAddress = call.IpAddress,
            ResourceId = scope.Audience == Audiences.Graph ? "00000003-0000-0000-c000-000000000000" : scope.Audience,
            ResourceName = scope.Audience switch
            {
                Audiences.Graph => "Microsoft Graph",
                Audiences.Portal => "ADIbizaUX",
                _ => "Microsoft password reset service",
            },
        };

    // Nobody of that name leaves no entry: the log is about the tenant's users.
    private User Identify(string? name, string? password, SignInAttempt attempt)
    {
        User user = users.SignIn.FindUser(name ?? "") ?? throw LoginErrors.UnknownUser($"'{name}'", users.Store.Current.Info.DisplayName);
        return users.SignIn.CheckPassword(user, password ?? "", attempt) is { } problem ? throw LoginErrors.Of(problem) : user;
    }

    private void ProveCode(OpenSignIn open, User user, string? typed, SignInAttempt attempt)
    {
        if (Factors(user) is not [var (option, contact), ..])
        {
            throw Refuse(user, attempt, SignInError.CodeNotSetUp);
        }

        if (typed is null)
        {
            open.Code = users.Codes.Send(user, option, contact);
            throw Refuse(user, attempt, SignInError.CodeNeeded);
        }

        if (users.Codes.Judge(user, open.Code, typed) != CodeVerdict.Right)
        {
            if (++open.WrongCodes >= SecondFactors.MostWrongCodes)
            {
                open.StartAgain();
            }

            throw Refuse(user, attempt, SignInError.CodeFailed);
        }

        open.CodeProved = true;
    }

    private IReadOnlyList<(GateOption Option, string Contact)> Factors(User user) =>
        SecondFactors.Of(user, users.Clock.Now, users.Switches);

    private User Finish(User user, SignInAttempt attempt)
    {
        users.SignIn.Write(user, attempt, problem: null);
        return user;
    }

    private LoginError Refuse(User user, SignInAttempt attempt, SignInError problem)
    {
        users.SignIn.Write(user, attempt, problem);
        return LoginErrors.Of(problem);
    }
}
