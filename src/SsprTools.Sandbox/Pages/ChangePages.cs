using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>Changing a password that is known: at the first sign-in, and of one's own will.</summary>
internal static class ChangePages
{
    public static PageResult Update(PageRequest request) =>
        request.Session.SignIn is { MustChangePassword: true } ? UpdatePage(request, error: null) : SignInSteps.Next(request);

    public static PageResult SubmitUpdate(PageRequest request)
    {
        if (request.Session.SignIn is not { PasswordProved: true, MustChangePassword: true } flow || SignInSteps.UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        if (Problem(request, user) is { } problem)
        {
            return UpdatePage(request, problem);
        }

        flow.MustChangePassword = false;
        return SignInSteps.Next(request);
    }

    public static PageResult Change(PageRequest request) =>
        request.Session.SignedInUser is null ? PageResult.GoTo("/signin?return=/changepassword") : ChangePage(request, error: null);

    public static PageResult SubmitChange(PageRequest request)
    {
        if (request.Session.SignedInUser is not { } id || request.Hub.Store.Current.Users.Find(id) is not { } user)
        {
            return PageResult.GoTo("/signin?return=/changepassword");
        }

        if (Problem(request, user) is { } problem)
        {
            return ChangePage(request, problem);
        }

        request.Session.Notice = "Your password has been changed.";
        return PageResult.GoTo("/signin/done");
    }

    /// <summary>What is wrong and with which field; null when the password was changed.</summary>
    private static (string Field, string Text)? Problem(PageRequest request, User user)
    {
        SelfServiceHub hub = request.Hub;
        if (hub.Lockout.IsLocked(user.Id))
        {
            return ("current", SignInError.Locked.Sentence);
        }

        if (!user.Password.Matches(request.Field("current")))
        {
            hub.Lockout.Fail(user.Id, request.Field("current"));
            return ("current", "The current password is not right.");
        }

        if (request.Field("new") != request.Field("confirm"))
        {
            return ("confirm", PasswordText.Mismatch);
        }

        if (user.OnPremisesSyncEnabled == true && hub.Store.Current.OnPremisesPolicy is not { WritebackEnabled: true, AgentReachable: true })
        {
            return ("new", "Your password is managed by your organization's own directory and cannot be changed here. Contact your admin.");
        }

        PasswordProblem problem = hub.Passwords.Change(user, request.Field("new"));
        return problem == PasswordProblem.None ? null : ("new", PasswordText.Of(problem));
    }

    private static PageResult UpdatePage(PageRequest request, (string Field, string Text)? error) => new Page("Update your password", Markup.Html($"""
        <h1>Update your password</h1>
        <p>{SignInError.PasswordExpired.Sentence}</p>
        {Ui.Form(request, "/signin/update", Fields(error), Ui.Button("Sign in"))}
        """));

    private static PageResult ChangePage(PageRequest request, (string Field, string Text)? error) => new Page("Change password", Markup.Html($"""
        <h1>Change password</h1>
        {Ui.Form(request, "/changepassword", Fields(error), Ui.Button("Submit"))}
        <p>{Ui.Link("/signin/done", "Cancel")}</p>
        """));

    private static Markup Fields((string Field, string Text)? error)
    {
        return Markup.Html($"""
        {Ui.Password("current", "Current password", "current-password", focus: error is not { Field: not "current" }, error: Of("current"))}
        {Ui.Password("new", "New password", "new-password", focus: error is { Field: "new" }, hint: PasswordText.Rules, error: Of("new"))}
        {Ui.Password("confirm", "Confirm password", "new-password", focus: error is { Field: "confirm" }, error: Of("confirm"))}
        """);

        string? Of(string field) => error is { } found && found.Field == field ? found.Text : null;
    }
}
