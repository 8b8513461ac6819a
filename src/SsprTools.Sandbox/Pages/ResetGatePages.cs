using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>The verification steps of a reset: which method, the number in full, the code.</summary>
internal static class ResetGatePages
{
    public static PageResult Choose(PageRequest request) => ResetPages.With(request, ResetStage.Verify, (flow, user) =>
    {
        IReadOnlyList<GateOption> options = request.Hub.Reset.Options(flow, user);
        if (options.Count == 0)
        {
            // The policy or the user's methods were changed meanwhile.
            return RefusalPages.Page(request, new ResetStart(null, ResetOutcome.UserNotProperlyConfigured));
        }

        return StepPage(flow, Markup.Html($"""
            {Ui.Notice(request.Session.TakeNotice())}
            {Ui.Form(request, "/sspr/verify",
                Ui.Choices("option", "Please choose the contact method we should use for verification:",
                    options.Select(option => (option.ToString(), GateOptions.Label(option)))),
                Ui.Button("Next"))}
            {ResetPages.CancelForm(request)}
            """));
    });

    public static PageResult SubmitChoice(PageRequest request) => ResetPages.With(request, ResetStage.Verify, (flow, user) =>
    {
        if (Enum.TryParse(request.Field("option"), out GateOption option))
        {
            _ = request.Hub.Reset.Choose(flow, user, option);
        }

        return PageResult.GoTo(ResetPages.PathOf(flow));
    });

    public static PageResult Number(PageRequest request) =>
        ResetPages.With(request, ResetStage.Number, (flow, user) => NumberPage(request, flow, user, error: null));

    public static PageResult SubmitNumber(PageRequest request) => ResetPages.With(request, ResetStage.Number, (flow, user) =>
        Back(request, flow) ?? request.Hub.Reset.SubmitNumber(flow, user, request.Trimmed("number")) switch
        {
            CodeVerdict.Right => PageResult.GoTo("/sspr/code"),
            CodeVerdict.Blocked => Blocked(request, user),
            _ => NumberPage(request, flow, user, "The phone number you entered does not match the one on your account. Please try again."),
        });

    public static PageResult Code(PageRequest request) =>
        ResetPages.With(request, ResetStage.Code, (flow, user) => CodePage(request, flow, user, error: null));

    public static PageResult SubmitCode(PageRequest request) => ResetPages.With(request, ResetStage.Code, (flow, user) =>
    {
        if (Back(request, flow) is { } back)
        {
            return back;
        }

        if (request.Field("again").Length > 0)
        {
            request.Hub.Reset.SendAgain(flow, user);
            request.Session.Notice = "We sent a new code.";
            return PageResult.GoTo("/sspr/code");
        }

        CodeVerdict verdict = flow.Chosen == GateOption.Questions
            ? request.Hub.Reset.SubmitAnswers(flow, user, [.. flow.Questions.Select((_, index) => request.Field($"answer{index + 1}"))])
            : request.Hub.Reset.SubmitCode(flow, user, request.Field("code"));
        return verdict switch
        {
            CodeVerdict.Right => PageResult.GoTo(ResetPages.PathOf(flow)),
            CodeVerdict.Blocked => Blocked(request, user),
            CodeVerdict.Expired => CodePage(request, flow, user, flow.Chosen == GateOption.AppNotification
                ? "The notification has not been approved yet." : "The code has expired. Ask for a new one."),
            _ => CodePage(request, flow, user, flow.Chosen == GateOption.Questions
                ? "The answers are not right. Please try again." : "You've entered an incorrect verification code. Please try again."),
        };
    });

    private static PageResult? Back(PageRequest request, ResetFlow flow)
    {
        if (request.Field("other").Length == 0)
        {
            return null;
        }

        (flow.Stage, flow.Code) = (ResetStage.Verify, null);
        return PageResult.GoTo("/sspr/verify");
    }

    private static PageResult Blocked(PageRequest request, User user)
    {
        request.Session.Reset = null;
        return RefusalPages.Page(request, new ResetStart(null, ResetOutcome.Blocked, request.Hub.Attempts.BlockedUntil(user.Id)));
    }

    private static Page NumberPage(PageRequest request, ResetFlow flow, User user, string? error)
    {
        GateOption option = flow.Chosen!.Value;
        bool text = option == GateOption.MobileText;
        string kind = option == GateOption.OfficeCall ? "office" : "mobile";
        string masked = PhoneText.Masked(ContactData.Of(user, option) ?? "");
        string follows = text ? "a text message with a verification code" : "a call that tells you a verification code";
        return StepPage(flow, Markup.Html($"""
            <p>In order to protect your account, we need you to enter your complete {kind} phone number ({masked}) below. You will then receive {follows} which can be used to reset your password.</p>
            {Ui.Form(request, "/sspr/number",
                Ui.Text("number", "Enter your phone number", type: "tel", autocomplete: "tel", focus: true, error: error),
                Markup.Html($"""{Ui.Button(text ? "Text" : "Call")} {Ui.PlainButton("Choose another method", "other")}"""))}
            {ResetPages.CancelForm(request)}
            """));
    }

    private static Page CodePage(PageRequest request, ResetFlow flow, User user, string? error)
    {
        GateOption option = flow.Chosen!.Value;
        Markup fields = option switch
        {
            GateOption.Questions => Markup.Html($"""
                {Ui.Error(error, "answer1")}
                {Markup.Join(flow.Questions.Select((question, index) => Ui.Text($"answer{index + 1}", question, focus: index == 0 && error is null)))}
                """),
            GateOption.AppNotification => Ui.Error(error),
            _ => Ui.Code(error),
        };
        Markup again = Markup.If(option is not (GateOption.Questions or GateOption.AppCode), () => Ui.PlainButton("Send again", "again"));
        return StepPage(flow, Markup.Html($"""
            {Ui.Notice(request.Session.TakeNotice())}
            <p>{Told(option, user)}</p>
            {Ui.Form(request, "/sspr/code", fields,
                Markup.Html($"""{Ui.Button(option == GateOption.AppNotification ? "I have approved it" : "Next")} {again} {Ui.PlainButton("Choose another method", "other")}"""))}
            {ResetPages.CancelForm(request)}
            """));
    }

    private static string Told(GateOption option, User user)
    {
        string contact = ContactData.Of(user, option) ?? "";
        return option switch
        {
            GateOption.Email => $"We've sent an email message containing a verification code to your inbox, {MailText.Masked(contact)}.",
            GateOption.MobileText => $"We've sent a text message containing a verification code to your phone, {PhoneText.Masked(contact)}.",
            GateOption.MobileCall or GateOption.OfficeCall => $"We're calling your phone, {PhoneText.Masked(contact)}. Enter the code that you hear.",
            GateOption.AppCode => "Enter the code displayed in your authenticator app.",
            GateOption.AppNotification => "We've sent a notification to your authenticator app. Approve it there, then go on here.",
            _ => "Answer these questions.",
        };
    }

    private static Page StepPage(ResetFlow flow, Markup body)
    {
        string step = $"Verification step {flow.Passed.Count + 1}";
        return new Page($"{ResetPages.Heading}: {step}", Markup.Html($"""
            <h1>{ResetPages.Heading}</h1>
            <h2>{step}</h2>
            {Markup.If(flow.Gates > 1, () => Markup.Html($"""<p class="hint">Step {flow.Passed.Count + 1} of {flow.Gates}. Each step takes a different method.</p>"""))}
            {body}
            """));
    }
}
