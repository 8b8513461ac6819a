using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>Who may use the registration pages: someone signed in, or someone whose sign-in was interrupted for it.</summary>
internal static class SetupAccess
{
    /// <summary>The user and the flow; null when a sign-in is needed first.</summary>
    public static (User User, SetupFlow Flow)? Open(PageRequest request)
    {
        if (UserOf(request) is not { } user)
        {
            return null;
        }

        PageSession session = request.Session;
        if (session.Setup is { } running && !running.IsOver(request.Hub.Clock.Now))
        {
            return (user, running);
        }

        if (session.Setup is not null)
        {
            // The 15 minutes are over: what was begun is lost, and the person has to sign in again.
            (session.Setup, session.SignIn, session.SignedInUser) = (null, null, null);
            session.Notice = "Your session has expired. Sign in again.";
            return null;
        }

        session.Setup = request.Hub.Setup.Begin(user);
        return (user, session.Setup);
    }

    public static PageResult SignInFirst() => PageResult.GoTo("/signin?return=/ssprsetup");

    private static User? UserOf(PageRequest request)
    {
        PageSession session = request.Session;
        TenantState state = request.Hub.Store.Effective;
        if (session.SignIn is { PasswordProved: true, MustChangePassword: false } flow && state.Users.Find(flow.UserId) is { } interrupted)
        {
            return flow.CodeProved || session.Setup is not null || SignInSteps.Options(request, interrupted).Count == 0 ? interrupted : null;
        }

        return session.SignedInUser is { } id && state.Users.Find(id) is { } user
            && (session.IsStrong || session.Setup is not null || SignInSteps.Options(request, user).Count == 0) ? user : null;
    }
}
