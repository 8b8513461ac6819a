using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>What stands between the password and being signed in: a new password, a code, missing or old security info.</summary>
internal static class SignInSteps
{
    public static User? UserOf(PageRequest request) =>
        request.Session.SignIn is { } flow ? request.Hub.Store.Current.Users.Find(flow.UserId) : null;

    /// <summary>The next page of a sign-in whose password was right, or the end of it.</summary>
    public static PageResult Next(PageRequest request)
    {
        if (request.Session.SignIn is not { PasswordProved: true } flow || UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        if (flow.MustChangePassword)
        {
            return PageResult.GoTo("/signin/update");
        }

        if (!flow.CodeProved && NeedsCode(request, user, flow))
        {
            request.Hub.SignIn.Write(user, SignInAttempt.AtPages(flow.CorrelationId), SignInError.CodeNeeded);
            return PageResult.GoTo("/signin/verify");
        }

        if (!flow.Postponed && flow.ReturnTo != "/ssprsetup")
        {
            if (request.Hub.Setup.IsInterrupted(user))
            {
                request.Hub.SignIn.Write(user, SignInAttempt.AtPages(flow.CorrelationId), SignInError.RegistrationNeeded);
                return PageResult.GoTo("/signin/more");
            }

            if (request.Hub.Setup.IsReviewDue(user))
            {
                return PageResult.GoTo("/signin/review");
            }
        }

        PageSession session = request.Session;
        session.SignedInUser = user.Id;
        session.IsStrong = flow.CodeProved;
        session.SignIn = null;
        session.Renew();
        request.Hub.SignIn.Write(user, SignInAttempt.AtPages(flow.CorrelationId), problem: null);
        return PageResult.GoTo(flow.ReturnTo);
    }

    public static IReadOnlyList<(GateOption Option, string Contact)> Options(PageRequest request, User user) =>
        SecondFactors.Of(user, request.Hub.Clock.Now, request.Hub.Switches);

    // Editing security info asks for a code even where sign-in does not (graph.md 3.1).
    private static bool NeedsCode(PageRequest request, User user, SignInFlow flow) =>
        (request.Hub.Switches.SignInCode || flow.ReturnTo == "/ssprsetup") && Options(request, user).Count > 0;
}
