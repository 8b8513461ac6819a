using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>User name, password, signed in. What stands between them is in <see cref="SignInSteps"/>.</summary>
internal static class SignInPages
{
    public static PageResult UserName(PageRequest request) => UserNamePage(request, request.Query("username") ?? "", error: null);

    public static PageResult SubmitUserName(PageRequest request)
    {
        string name = request.Trimmed("username");
        User? user = request.Hub.SignIn.FindUser(name);
        if (user is null)
        {
            return UserNamePage(request, name, SignInError.UnknownUser);
        }

        request.Session.SignIn = new SignInFlow(user.Id, SafeReturn(request.Query("return")));
        return PageResult.GoTo("/signin/password");
    }

    public static PageResult Password(PageRequest request) =>
        SignInSteps.UserOf(request) is { } user ? PasswordPage(request, user, error: null) : PageResult.GoTo("/signin");

    public static PageResult SubmitPassword(PageRequest request)
    {
        if (SignInSteps.UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        SignInFlow flow = request.Session.SignIn!;
        SignInError? problem = request.Hub.SignIn.CheckPassword(user, request.Field("password"), SignInAttempt.AtPages(flow.CorrelationId));
        if (problem is not null && problem != SignInError.PasswordExpired)
        {
            return PasswordPage(request, user, problem);
        }

        flow.PasswordProved = true;
        flow.MustChangePassword = problem is not null;
        return SignInSteps.Next(request);
    }

    public static PageResult Done(PageRequest request)
    {
        if (request.Session.SignedInUser is not { } id || request.Hub.Store.Current.Users.Find(id) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        return new Page("You are signed in", Markup.Html($"""
            <h1>You are signed in</h1>
            {Ui.Notice(request.Session.TakeNotice())}
            <p>You are signed in as {user.UserPrincipalName}.</p>
            <ul>
            <li>{Ui.Link("/ssprsetup", "Security info")}</li>
            <li>{Ui.Link("/changepassword", "Change password")}</li>
            </ul>
            {Ui.Form(request, "/signout", Markup.None, Ui.Button("Sign out"))}
            """));
    }

    public static PageResult SignOut(PageRequest request)
    {
        PageSession session = request.Session;
        (session.SignIn, session.SignedInUser, session.IsStrong, session.Setup) = (null, null, false, null);
        session.Renew();
        return PageResult.GoTo("/signin");
    }

    /// <summary>Only the sandbox's own pages are gone back to.</summary>
    private static string SafeReturn(string? address) => address is "/ssprsetup" or "/changepassword" ? address : "/signin/done";

    private static Page UserNamePage(PageRequest request, string name, SignInError? error)
    {
        string target = request.Query("return") is { } back ? $"/signin?return={Uri.EscapeDataString(SafeReturn(back))}" : "/signin";
        return new Page("Sign in", Markup.Html($"""
            <h1>Sign in</h1>
            {Ui.Notice(request.Session.TakeNotice())}
            {Ui.Form(request, target,
                Ui.Text("username", "User name", name, autocomplete: "username", focus: true, error: Sentence(error)),
                Ui.Button("Next"))}
            <p>{Ui.Link("/sspr", "Can't access your account?")}</p>
            """));
    }

    private static Page PasswordPage(PageRequest request, User user, SignInError? error) => new("Enter password", Markup.Html($"""
        <h1>Enter password</h1>
        <p>{user.UserPrincipalName}<br>{Ui.Link("/signin", "Use another account")}</p>
        {Ui.Form(request, "/signin/password",
            Ui.Password("password", "Password", "current-password", focus: true, error: Sentence(error)),
            Ui.Button("Sign in"))}
        <p>{Ui.Link($"/sspr?username={Uri.EscapeDataString(user.UserPrincipalName)}", "Forgot my password")}</p>
        """));

    private static string? Sentence(SignInError? error) => error is null ? null : $"{error.Sentence} (Error code: {error.Code})";
}
