using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>"More information required", and the review of old security info (graph.md 3.1).</summary>
internal static class InterruptPages
{
    public static PageResult More(PageRequest request)
    {
        if (Proved(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        // An interruption for password reset alone may be put off, and comes again at the next sign-in.
        bool mayWait = request.Hub.Store.Effective.SsprPolicy.SkipRegistrationAllowed;
        return new Page("More information required", Markup.Html($"""
            <h1>More information required</h1>
            <p>{user.UserPrincipalName}</p>
            <p>Your organization needs more information to keep your account secure.</p>
            {Ui.Form(request, "/signin/more", Markup.None,
                Markup.Html($"""{Ui.Button("Next")} {(mayWait ? Ui.PlainButton("Skip for now", "skip") : Markup.None)}"""))}
            <p>{Ui.Link("/signin", "Use a different account")}</p>
            """));
    }

    public static PageResult SubmitMore(PageRequest request)
    {
        if (Proved(request) is null)
        {
            return PageResult.GoTo("/signin");
        }

        if (request.Field("skip").Length > 0 && request.Hub.Store.Effective.SsprPolicy.SkipRegistrationAllowed)
        {
            request.Session.SignIn!.Postponed = true;
            return SignInSteps.Next(request);
        }

        return PageResult.GoTo("/ssprsetup");
    }

    public static PageResult Review(PageRequest request)
    {
        if (Proved(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        return new Page("Is your security info still right?", Markup.Html($"""
            <h1>Is your security info still right?</h1>
            <p>{user.UserPrincipalName}</p>
            <ul>{SetupPages.HeldList(user)}</ul>
            {Ui.Form(request, "/signin/review", Markup.None,
                Markup.Html($"""{Ui.Button("Looks good")} {Ui.PlainButton("Change it", "change")}"""))}
            """));
    }

    public static PageResult SubmitReview(PageRequest request)
    {
        if (Proved(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        if (request.Field("change").Length > 0)
        {
            return PageResult.GoTo("/ssprsetup");
        }

        request.Hub.Setup.Reviewed(user);
        return SignInSteps.Next(request);
    }

    private static User? Proved(PageRequest request) =>
        request.Session.SignIn is { PasswordProved: true, MustChangePassword: false } ? SignInSteps.UserOf(request) : null;
}
