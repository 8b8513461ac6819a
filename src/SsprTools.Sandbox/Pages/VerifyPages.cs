using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>The code at sign-in.</summary>
internal static class VerifyPages
{
    public static PageResult Choose(PageRequest request)
    {
        if (request.Session.SignIn is not { PasswordProved: true } || SignInSteps.UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        return new Page("Verify your identity", Markup.Html($"""
            <h1>Verify your identity</h1>
            <p>{user.UserPrincipalName}</p>
            {Ui.Form(request, "/signin/verify",
                Ui.Choices("option", "How should we verify that it is you?", SignInSteps.Options(request, user).Select(item => (item.Option.ToString(), Label(item)))),
                Ui.Button("Next"))}
            """));
    }

    public static PageResult SubmitChoice(PageRequest request)
    {
        if (request.Session.SignIn is not { PasswordProved: true } flow || SignInSteps.UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        foreach ((GateOption option, string contact) in SignInSteps.Options(request, user))
        {
            if (option.ToString() == request.Field("option"))
            {
                (flow.Option, flow.Contact) = (option, contact);
                flow.Code = request.Hub.Codes.Send(user, option, contact);
                return PageResult.GoTo("/signin/code");
            }
        }

        return PageResult.GoTo("/signin/verify");
    }

    public static PageResult Code(PageRequest request) => CodePage(request, error: null);

    public static PageResult SubmitCode(PageRequest request)
    {
        if (request.Session.SignIn is not { PasswordProved: true, Code: { } sent } flow || SignInSteps.UserOf(request) is not { } user)
        {
            return PageResult.GoTo("/signin");
        }

        CodeVerdict verdict = request.Hub.Codes.Judge(user, sent, request.Field("code"));
        if (verdict != CodeVerdict.Right)
        {
            request.Hub.SignIn.Write(user, SignInAttempt.AtPages(flow.CorrelationId), SignInError.CodeFailed);
            if (verdict == CodeVerdict.Wrong && ++flow.WrongCodes >= SecondFactors.MostWrongCodes)
            {
                request.Session.SignIn = null;
                request.Session.Notice = "You entered a wrong code too many times. Sign in again.";
                return PageResult.GoTo("/signin");
            }

            return CodePage(request, verdict == CodeVerdict.Expired ? "The code has expired. Ask for a new one." : SignInError.CodeFailed.Sentence);
        }

        flow.CodeProved = true;
        flow.Code = null;
        return SignInSteps.Next(request);
    }

    private static PageResult CodePage(PageRequest request, string? error)
    {
        if (request.Session.SignIn is not { PasswordProved: true, Option: { } option } flow)
        {
            return PageResult.GoTo("/signin");
        }

        return new Page("Enter code", Markup.Html($"""
            <h1>Enter code</h1>
            <p>{Told(option, flow.Contact!)}</p>
            {Ui.Form(request, "/signin/code", Ui.Code(error), Ui.Button("Verify"))}
            <p>{Ui.Link("/signin/verify", "Use another way or a new code")}</p>
            """));
    }

    private static string Told(GateOption option, string contact) => option switch
    {
        GateOption.MobileText => $"We texted your phone {PhoneText.Masked(contact)}. Please enter the code.",
        GateOption.MobileCall or GateOption.OfficeCall => $"We are calling your phone {PhoneText.Masked(contact)}. Please enter the code that you hear.",
        _ => "Please enter the code that your authenticator app shows.",
    };

    private static string Label((GateOption Option, string Contact) item) => item.Option switch
    {
        GateOption.MobileText => $"Text {PhoneText.Masked(item.Contact)}",
        GateOption.MobileCall or GateOption.OfficeCall => $"Call {PhoneText.Masked(item.Contact)}",
        _ => "Use a code from my authenticator app",
    };
}
