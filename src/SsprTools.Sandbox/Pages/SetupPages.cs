using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>/ssprsetup: which method, its number or address, its code, done.</summary>
internal static class SetupPages
{
    private const string Heading = "Keep your account secure";

    public static PageResult Start(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, flow))
        {
            return SetupAccess.SignInFirst();
        }

        int missing = request.Hub.Setup.Missing(user);
        if (flow.Method is null && (missing == 0 || (flow.Needed > 0 && flow.Done.Distinct().Count() >= flow.Needed)))
        {
            return Overview(request, user);
        }

        IReadOnlyList<SetupMethod> offered = request.Hub.Setup.Offered(user);
        SetupMethod? proposed = flow.Method ?? offered.Except(SetupRules.Held(user)).Except(flow.Done).Cast<SetupMethod?>().FirstOrDefault();
        if (proposed is not { } method)
        {
            return Overview(request, user);
        }

        flow.Method = method;
        return SetupForms.Page(request, flow, error: null);
    }

    public static PageResult Methods(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, _))
        {
            return SetupAccess.SignInFirst();
        }

        IReadOnlyList<SetupMethod> offered = request.Hub.Setup.Offered(user);
        if (offered.Count == 0)
        {
            return Overview(request, user);
        }

        return new Page(Heading, Markup.Html($"""
            <h1>{Heading}</h1>
            <h2>Choose a different method</h2>
            {Ui.Form(request, "/ssprsetup/method",
                Ui.Choices("method", "Which method would you like to use?", offered.Select(method => (method.ToString(), Label(method)))),
                Ui.Button("Confirm"))}
            <p>{Ui.Link("/ssprsetup", "Back")}</p>
            """));
    }

    public static PageResult SubmitMethod(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, flow))
        {
            return SetupAccess.SignInFirst();
        }

        foreach (SetupMethod method in request.Hub.Setup.Offered(user).Where(method => method.ToString() == request.Field("method")))
        {
            (flow.Method, flow.Code, flow.Contact) = (method, null, null);
            return PageResult.GoTo("/ssprsetup");
        }

        return PageResult.GoTo("/ssprsetup/method");
    }

    public static PageResult Finished(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, flow) || flow.Done.Count == 0)
        {
            return SetupAccess.SignInFirst();
        }

        return new Page("Success", Markup.Html($"""
            <h1>Success!</h1>
            <p>Great job! You have successfully set up your security info. Choose Done to continue.</p>
            <ul>{HeldList(user)}</ul>
            {Ui.Form(request, "/ssprsetup/done", Markup.None, Ui.Button("Done"))}
            """));
    }

    public static PageResult SubmitFinished(PageRequest request)
    {
        bool didSomething = request.Session.Setup is { Done.Count: > 0 };
        request.Session.Setup = null;
        if (request.Session.SignIn is not { } signIn)
        {
            return PageResult.GoTo("/signin/done");
        }

        // Asked once per sign-in; what is still missing is asked for at the next.
        signIn.Postponed |= didSomething;
        return SignInSteps.Next(request);
    }

    public static PageResult SubmitCancel(PageRequest request)
    {
        if (SetupAccess.Open(request) is var (user, flow))
        {
            request.Hub.Setup.Cancel(flow, user);
        }

        PageSession session = request.Session;
        (session.Setup, session.SignIn) = (null, null);
        return PageResult.GoTo(session.SignedInUser is null ? "/signin" : "/signin/done");
    }

    /// <summary>After a method was saved: the next one that is needed, or the end.</summary>
    public static PageResult AfterSaving(PageRequest request, SetupFlow flow, User user)
    {
        request.Session.Notice = $"{Label(flow.Done[^1])} was set up.";
        if (request.Session.SignIn is { } signIn && (flow.Done[^1] is SetupMethod.Phone or SetupMethod.OfficePhone or SetupMethod.App))
        {
            // The code that proved the method is a second factor of this sign-in as well.
            signIn.CodeProved = true;
        }

        User now = request.Hub.Store.Current.Users.Find(user.Id) ?? user;
        bool another = flow.Done.Distinct().Count() < flow.Needed && request.Hub.Setup.Offered(now).Except(SetupRules.Held(now)).Except(flow.Done).Any();
        return PageResult.GoTo(another ? "/ssprsetup" : "/ssprsetup/done");
    }

    public static string Label(SetupMethod method) => method switch
    {
        SetupMethod.Phone => "Phone",
        SetupMethod.Email => "Email",
        SetupMethod.OfficePhone => "Office phone",
        SetupMethod.App => "Authenticator app",
        _ => "Security questions",
    };

    public static Markup HeldList(User user)
    {
        List<string> held = [];
        Add("Phone", ContactData.Mobile(user));
        Add("Office phone", ContactData.Office(user));
        Add("Email", ContactData.Email(user));
        held.AddRange(user.Methods.AuthenticatorApps.Select(app => $"Authenticator app: {app.DisplayName}"));
        Add("Security questions", user.Methods.SecurityQuestions > 0 ? $"{user.Methods.SecurityQuestions}" : null);
        return Markup.Join(held.DefaultIfEmpty("None yet").Select(text => Markup.Html($"<li>{text}</li>")));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                held.Add($"{name}: {value}");
            }
        }
    }

    private static Page Overview(PageRequest request, User user)
    {
        bool nothing = request.Hub.Setup.Offered(user).Count == 0;
        return new Page("Security info", Markup.Html($"""
            <h1>Security info</h1>
            {Ui.Notice(request.Session.TakeNotice())}
            <p>These are the methods you use to sign into your account or reset your password.</p>
            <ul>{HeldList(user)}</ul>
            {(nothing ? Ui.Error("Your organization allows no method that you could set up here. Contact your admin.") : Markup.Html($"<p>{Ui.Link("/ssprsetup/method", "Add or change a method")}</p>"))}
            {Ui.Form(request, "/ssprsetup/cancel", Markup.None, Ui.Button("Close"))}
            """));
    }
}
