using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>The addresses of the pages.</summary>
internal static class PageRoutes
{
    public static void Map(WebApplication app, SelfServiceHub hub)
    {
        PageEndpoint endpoint = new(hub);
        Get("/", IndexPage.Show);
        Both("/signin", SignInPages.UserName, SignInPages.SubmitUserName);
        Both("/signin/password", SignInPages.Password, SignInPages.SubmitPassword);
        Both("/signin/update", ChangePages.Update, ChangePages.SubmitUpdate);
        Both("/signin/verify", VerifyPages.Choose, VerifyPages.SubmitChoice);
        Both("/signin/code", VerifyPages.Code, VerifyPages.SubmitCode);
        Both("/signin/more", InterruptPages.More, InterruptPages.SubmitMore);
        Both("/signin/review", InterruptPages.Review, InterruptPages.SubmitReview);
        Get("/signin/done", SignInPages.Done);
        Post("/signout", SignInPages.SignOut);
        Both("/changepassword", ChangePages.Change, ChangePages.SubmitChange);
        Both("/ssprsetup", SetupPages.Start, SetupForms.Submit);
        Both("/ssprsetup/method", SetupPages.Methods, SetupPages.SubmitMethod);
        Both("/ssprsetup/code", SetupForms.Code, SetupForms.SubmitCode);
        Both("/ssprsetup/done", SetupPages.Finished, SetupPages.SubmitFinished);
        Post("/ssprsetup/cancel", SetupPages.SubmitCancel);
        Both("/sspr", ResetPages.Start, ResetPages.SubmitStart);
        Both("/sspr/reason", ResetPages.Reason, ResetPages.SubmitReason);
        Both("/sspr/verify", ResetGatePages.Choose, ResetGatePages.SubmitChoice);
        Both("/sspr/number", ResetGatePages.Number, ResetGatePages.SubmitNumber);
        Both("/sspr/code", ResetGatePages.Code, ResetGatePages.SubmitCode);
        Both("/sspr/password", ResetPages.Password, ResetPages.SubmitPassword);
        Get("/sspr/finished", ResetPages.Finished);
        Post("/sspr/cancel", ResetPages.SubmitCancel);
        Get("/phone", InboxPages.Phone);
        Get("/mailbox", InboxPages.Mailbox);
        Both("/authenticator", InboxPages.Authenticator, InboxPages.Approve);

        void Get(string path, Func<PageRequest, PageResult> handler) =>
            app.MapGet(path, (HttpContext context) => endpoint.HandleAsync(context, handler));

        void Post(string path, Func<PageRequest, PageResult> handler) =>
            app.MapPost(path, (HttpContext context) => endpoint.HandleAsync(context, handler));

        void Both(string path, Func<PageRequest, PageResult> show, Func<PageRequest, PageResult> submit)
        {
            Get(path, show);
            Post(path, submit);
        }
    }
}
