using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>The forms of each method on /ssprsetup, and what is sent with them.</summary>
internal static class SetupForms
{
    private const string Heading = "Keep your account secure";

    public static Page Page(PageRequest request, SetupFlow flow, string? error) => new(Heading, Markup.Html($"""
        <h1>{Heading}</h1>
        {Ui.Notice(request.Session.TakeNotice())}
        <p>Your organization requires you to set up the following methods of proving who you are.</p>
        <h2>{SetupPages.Label(flow.Method!.Value)}</h2>
        {Ui.Form(request, "/ssprsetup", Fields(request, flow.Method!.Value, error), Ui.Button("Next"))}
        <p>{Ui.Link("/ssprsetup/method", "I want to set up a different method")}</p>
        {Ui.Form(request, "/ssprsetup/cancel", Markup.None, Ui.PlainButton("Cancel", "cancel"))}
        """));

    public static PageResult Submit(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, flow))
        {
            return SetupAccess.SignInFirst();
        }

        return flow.Method switch
        {
            SetupMethod.Phone => SubmitPhone(request, flow, user),
            SetupMethod.OfficePhone => SubmitOffice(request, flow, user),
            SetupMethod.Email => SubmitEmail(request, flow, user),
            SetupMethod.App => Sent(request, flow, user, GateOption.AppCode, user.UserPrincipalName),
            SetupMethod.Questions => SubmitQuestions(request, flow, user),
            _ => PageResult.GoTo("/ssprsetup"),
        };
    }

    public static PageResult Code(PageRequest request) =>
        SetupAccess.Open(request) is not var (_, flow) ? SetupAccess.SignInFirst() : CodePage(request, flow, error: null);

    public static PageResult SubmitCode(PageRequest request)
    {
        if (SetupAccess.Open(request) is not var (user, flow))
        {
            return SetupAccess.SignInFirst();
        }

        if (flow.Method is null || flow.Contact is null)
        {
            return PageResult.GoTo("/ssprsetup");
        }

        if (request.Field("again").Length > 0)
        {
            request.Hub.Setup.Send(flow, user, flow.Option, flow.Contact);
            request.Session.Notice = "We sent a new code.";
            return PageResult.GoTo("/ssprsetup/code");
        }

        return request.Hub.Setup.SubmitCode(flow, user, request.Field("code")) switch
        {
            CodeVerdict.Right => SetupPages.AfterSaving(request, flow, user),
            CodeVerdict.Expired => CodePage(request, flow, "The code has expired. Ask for a new one."),
            _ => WrongCode(request, flow),
        };
    }

    private static PageResult WrongCode(PageRequest request, SetupFlow flow)
    {
        if (++flow.WrongCodes < SecondFactors.MostWrongCodes)
        {
            return CodePage(request, flow, "This code is not right. Try again.");
        }

        (flow.Code, flow.Contact, flow.WrongCodes) = (null, null, 0);
        request.Session.Notice = "You entered a wrong code too many times. Start with this method again.";
        return PageResult.GoTo("/ssprsetup");
    }

    private static Markup Fields(PageRequest request, SetupMethod method, string? error) => method switch
    {
        SetupMethod.Phone => Markup.Html($"""
            <p>You can prove who you are by answering a call on your phone or texting a code to your phone.</p>
            {Number(request, "What phone number would you like to use?", error)}
            {Ui.Choices("how", "How should we reach you?", [("text", "Text me a code"), ("call", "Call me")], request.Field("how"))}
            """),
        SetupMethod.OfficePhone => Markup.Html($"""
            <p>You can prove who you are by answering a call on your office phone. Numbers with an extension cannot be used for a reset.</p>
            {Number(request, "What is the number of your office phone?", error)}
            """),
        SetupMethod.Email => Ui.Text(
            "email", "What email would you like to use?", request.Field("email"), "email", "email", focus: true,
            hint: "An address outside your work account, so that you can read it when you cannot sign in.", error: error),
        SetupMethod.App => Markup.Html($"""
            {Ui.Error(error)}
            <p>Add this account to your authenticator app. In the sandbox there is nothing to scan: the app is {Ui.Link("/authenticator", "the authenticator page")}.</p>
            """),
        _ => Questions(request, error),
    };

    private static Markup Number(PageRequest request, string label, string? error) => Markup.Html($"""
        {Ui.Select("country", "Country code", Countries.Codes, Country(request))}
        {Ui.Text("number", label, request.Field("number"), "tel", "tel-national", focus: true, error: error)}
        """);

    private static string Country(PageRequest request) =>
        request.Field("country") is { Length: > 0 } chosen ? chosen : Countries.CodeOf(request.Hub.Store.Current.Info.CountryLetterCode);

    private static Markup Questions(PageRequest request, string? error)
    {
        IReadOnlyList<string> offered = request.Hub.Setup.QuestionsOffered();
        int needed = request.Hub.Store.Effective.SsprPolicy.QuestionsToRegister;
        return Markup.Html($"""
            {Ui.Error(error, "answer1")}
            <p>Choose {needed} different questions and give a different answer to each, {SecurityQuestionRules.MinAnswer} to {SecurityQuestionRules.MaxAnswer} characters.</p>
            {Markup.Join(Enumerable.Range(1, needed).Select(index => Markup.Html($"""
                {Ui.Select($"question{index}", $"Question {index}", offered.Select(question => (question, question)), offered[Math.Min(index, offered.Count) - 1])}
                {Ui.Text($"answer{index}", $"Answer {index}")}
                """)))}
            """);
    }

    private static PageResult SubmitPhone(PageRequest request, SetupFlow flow, User user) =>
        NumberOf(request) is { } number
            ? Sent(request, flow, user, request.Field("how") == "call" ? GateOption.MobileCall : GateOption.MobileText, number)
            : Page(request, flow, "This is not a phone number. Choose the country and type the number in digits.");

    private static PageResult SubmitOffice(PageRequest request, SetupFlow flow, User user) =>
        NumberOf(request) is { } number
            ? Sent(request, flow, user, GateOption.OfficeCall, number)
            : Page(request, flow, "This is not a phone number. Choose the country and type the number in digits, without an extension.");

    private static PageResult SubmitEmail(PageRequest request, SetupFlow flow, User user)
    {
        string address = request.Trimmed("email");
        return !MailText.IsAddress(address) ? Page(request, flow, "This is not an email address.")
            : address.Equals(user.UserPrincipalName, StringComparison.OrdinalIgnoreCase) || address.Equals(user.Mail, StringComparison.OrdinalIgnoreCase)
                ? Page(request, flow, "Use an address other than that of your work account.")
            : Sent(request, flow, user, GateOption.Email, address);
    }

    private static PageResult SubmitQuestions(PageRequest request, SetupFlow flow, User user)
    {
        List<(string, string)> answers =
        [
            .. Enumerable.Range(1, request.Hub.Store.Effective.SsprPolicy.QuestionsToRegister)
                .Select(index => (request.Field($"question{index}"), request.Trimmed($"answer{index}"))),
        ];
        return request.Hub.Setup.SubmitAnswers(flow, user, answers) is { } problem
            ? Page(request, flow, problem)
            : SetupPages.AfterSaving(request, flow, user);
    }

    // A number that starts with a plus sign brings its own country code: "+44 7700900104".
    private static string? NumberOf(PageRequest request)
    {
        string number = request.Trimmed("number");
        int space = number.IndexOf(' ', StringComparison.Ordinal);
        return !number.StartsWith('+') ? PhoneText.Stored(request.Field("country"), number)
            : space > 1 ? PhoneText.Stored(number[1..space], number[(space + 1)..])
            : null;
    }

    private static PageResult Sent(PageRequest request, SetupFlow flow, User user, GateOption option, string contact)
    {
        request.Hub.Setup.Send(flow, user, option, contact);
        return PageResult.GoTo("/ssprsetup/code");
    }

    private static PageResult CodePage(PageRequest request, SetupFlow flow, string? error)
    {
        if (flow.Method is not { } method || flow.Contact is not { } contact)
        {
            return PageResult.GoTo("/ssprsetup");
        }

        string told = flow.Option switch
        {
            GateOption.MobileText => $"We just sent a 6 digit code to {contact}. Enter the code below.",
            GateOption.MobileCall or GateOption.OfficeCall => $"We are calling {contact} now. Enter the code that you hear.",
            GateOption.Email => $"We just sent a code to {contact}. Enter the code below.",
            _ => "Enter the 6 digit code that your authenticator app shows.",
        };
        return new Page(Heading, Markup.Html($"""
            <h1>{Heading}</h1>
            {Ui.Notice(request.Session.TakeNotice())}
            <h2>{SetupPages.Label(method)}: enter the code</h2>
            <p>{told}</p>
            {Ui.Form(request, "/ssprsetup/code", Ui.Code(error), Markup.Html($"""{Ui.Button("Next")} {Ui.PlainButton("Resend code", "again")}"""))}
            <p>{Ui.Link("/ssprsetup", "Back")}</p>
            """));
    }
}
