using System.Security.Cryptography;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>/sspr: who are you, why, new password, finished. The gates are in <see cref="ResetGatePages"/>.</summary>
internal static class ResetPages
{
    public const string Heading = "Get back into your account";

    // Letters and digits that are not mistaken for one another.
    private const string CaptchaLetters = "ABCDEFHJKMNPRTUVWXY34679";

    public static PageResult Start(PageRequest request)
    {
        Abandon(request);
        return StartPage(request, request.Query("username") ?? "", userError: null, captchaError: null);
    }

    public static PageResult SubmitStart(PageRequest request)
    {
        string userId = request.Trimmed("userid");
        string expected = request.Session.Captcha ?? "";

        // A picture is good for one try.
        request.Session.Captcha = null;
        string typed = string.Concat(request.Field("captcha").Where(letter => !char.IsWhiteSpace(letter)));
        if (expected.Length == 0 || !typed.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            return StartPage(request, userId, null, "The characters you entered do not match the picture. Try the new ones.");
        }

        Abandon(request);
        ResetStart start = request.Hub.Reset.Begin(userId);
        if (start.Flow is not { } flow)
        {
            return start.Outcome == ResetOutcome.Allowed
                ? StartPage(request, userId, "The user ID you entered does not exist. Please check that you have typed your user ID correctly.", null)
                : RefusalPages.Page(request, start);
        }

        request.Session.Reset = flow;
        return PageResult.GoTo(PathOf(flow));
    }

    public static PageResult Reason(PageRequest request) => With(request, ResetStage.Reason, (_, _) => new Page(Heading, Markup.Html($"""
        <h1>{Heading}</h1>
        <h2>Why are you having trouble signing in?</h2>
        {Ui.Form(request, "/sspr/reason",
            Ui.Choices("reason", "Choose one", [("forgot", "I forgot my password"), ("unlock", "I know my password, but still can't sign in")]),
            Ui.Button("Next"))}
        """)));

    public static PageResult SubmitReason(PageRequest request) => With(request, ResetStage.Reason, (flow, user) =>
    {
        request.Hub.Reset.ChooseReason(flow, user, request.Field("reason") == "unlock");
        return PageResult.GoTo("/sspr/verify");
    });

    public static PageResult Password(PageRequest request) => With(request, ResetStage.Password, (_, _) => PasswordPage(request, error: null));

    public static PageResult SubmitPassword(PageRequest request) => With(request, ResetStage.Password, (flow, user) =>
    {
        string password = request.Field("new");
        if (password != request.Field("confirm"))
        {
            return PasswordPage(request, PasswordText.Mismatch);
        }

        (PasswordProblem problem, ResetOutcome outcome) = request.Hub.Reset.SubmitPassword(flow, user, password);
        if (outcome != ResetOutcome.Allowed)
        {
            request.Session.Reset = null;
            return RefusalPages.Page(request, new ResetStart(null, outcome));
        }

        return problem == PasswordProblem.None ? PageResult.GoTo("/sspr/finished") : PasswordPage(request, PasswordText.Of(problem));
    });

    public static PageResult Finished(PageRequest request)
    {
        if (request.Session.Reset?.Stage is not (ResetStage.Done or ResetStage.Unlocked) || request.Session.Reset is not { } flow)
        {
            return PageResult.GoTo("/sspr");
        }

        // Whoever was signed in here is no longer.
        (request.Session.SignedInUser, request.Session.SignIn) = (null, null);
        string text = flow.Stage == ResetStage.Done ? "Your password has been reset" : "Your account has been unlocked";
        return new Page(text, Markup.Html($"""
            <h1>{Heading}</h1>
            <h2>{text}</h2>
            <p class="notice" role="status">{text}.</p>
            <p>{Ui.Link("/signin", flow.Stage == ResetStage.Done ? "Sign in with your new password" : "Sign in")}</p>
            """));
    }

    public static PageResult SubmitCancel(PageRequest request)
    {
        Abandon(request);
        return PageResult.GoTo("/signin");
    }

    /// <summary>Runs a handler at its stage; sends a person who is elsewhere to the right page, and one who took too long to the start.</summary>
    public static PageResult With(PageRequest request, ResetStage stage, Func<ResetFlow, User, PageResult> handle)
    {
        if (request.Session.Reset is not { } flow)
        {
            return PageResult.GoTo("/sspr");
        }

        if (request.Hub.Reset.UserOf(flow) is not { } user || flow.IsOver(request.Hub.Clock.Now))
        {
            Abandon(request);
            return new Page("Your session has timed out", Markup.Html($"""
                <h1>{Heading}</h1>
                <h2>Your session has timed out</h2>
                {Ui.Error("For your security a session ends after 15 minutes. Start again.")}
                <p>{Ui.Link("/sspr", "Start again")}</p>
                """));
        }

        return flow.Stage == stage ? handle(flow, user) : PageResult.GoTo(PathOf(flow));
    }

    public static string PathOf(ResetFlow flow) => flow.Stage switch
    {
        ResetStage.Reason => "/sspr/reason",
        ResetStage.Verify => "/sspr/verify",
        ResetStage.Number => "/sspr/number",
        ResetStage.Code => "/sspr/code",
        ResetStage.Password => "/sspr/password",
        _ => "/sspr/finished",
    };

    public static Markup CancelForm(PageRequest request) => Ui.Form(request, "/sspr/cancel", Markup.None, Ui.PlainButton("Cancel", "cancel"));

    private static void Abandon(PageRequest request)
    {
        if (request.Session.Reset is { } flow)
        {
            request.Hub.Reset.Cancel(flow);
            request.Session.Reset = null;
        }
    }

    private static Page StartPage(PageRequest request, string userId, string? userError, string? captchaError)
    {
        string captcha = new([.. Enumerable.Range(0, 6).Select(_ => CaptchaLetters[RandomNumberGenerator.GetInt32(CaptchaLetters.Length)])]);
        request.Session.Captcha = captcha;
        return new Page(Heading, Markup.Html($"""
            <h1>{Heading}</h1>
            <h2>Who are you?</h2>
            <p>To recover your account, begin by entering your user ID and the characters in the picture below.</p>
            {Ui.Form(request, "/sspr", Markup.Html($"""
                {Ui.Text("userid", "User ID", userId, autocomplete: "username", focus: userId.Length == 0 || userError is not null, hint: "Example: user@contoso.onmicrosoft.com", error: userError)}
                <p class="captcha">{captcha}</p>
                {Ui.Text("captcha", "Enter the characters in the picture", focus: userId.Length > 0 && userError is null, error: captchaError)}
                """), Ui.Button("Next"))}
            <p>{Ui.Link("/signin", "Cancel")}</p>
            """));
    }

    private static Page PasswordPage(PageRequest request, string? error) => new("Choose a new password", Markup.Html($"""
        <h1>{Heading}</h1>
        <h2>Choose a new password</h2>
        {Ui.Form(request, "/sspr/password", Markup.Html($"""
            {Ui.Password("new", "Enter new password", "new-password", focus: true, hint: PasswordText.Rules, error: error)}
            {Ui.Password("confirm", "Confirm new password", "new-password")}
            """), Ui.Button("Finish"))}
        {CancelForm(request)}
        """));
}
