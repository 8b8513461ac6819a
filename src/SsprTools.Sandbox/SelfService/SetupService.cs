using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Registration without its looks: codes to prove a number or address, then the method itself and its events.</summary>
internal sealed class SetupService(TenantStore store, SandboxClock clock, Switches switches, FlowAudit audit, CodeDesk codes, ConfirmationBook confirmations)
{
    public IReadOnlyList<SetupMethod> Offered(User user) => SetupRules.Offered(store.Effective, user, switches, clock.Now);

    public int Missing(User user) => SetupRules.Missing(store.Effective, user, switches, clock.Now);

    public bool IsInterrupted(User user) => SetupRules.IsInterrupted(store.Effective, user, switches, clock.Now);

    public bool IsReviewDue(User user) => confirmations.IsDue(store.Effective, user);

    public SetupFlow Begin(User user)
    {
        SetupFlow flow = new(clock.Now, Missing(user));
        audit.Methods("User started security info registration", user, flow.CorrelationId, "User started the registration for security info");
        return flow;
    }

    public void Cancel(SetupFlow flow, User user) =>
        audit.Methods("User canceled security info registration", user, flow.CorrelationId, "User canceled the registration for security info");

    public void Reviewed(User user)
    {
        audit.Methods("User reviewed security info", user, Guid.NewGuid(), "User successfully reviewed security info");
        confirmations.Confirm(user.Id);
    }

    public void Send(SetupFlow flow, User user, GateOption option, string contact)
    {
        (flow.Option, flow.Contact) = (option, contact);
        flow.Code = codes.Send(user, option, contact);
    }

    public CodeVerdict SubmitCode(SetupFlow flow, User user, string typed)
    {
        CodeVerdict verdict = codes.Judge(user, flow.Code, typed);
        if (verdict == CodeVerdict.Right)
        {
            Save(flow, user);
        }

        return verdict;
    }

    public string? SubmitAnswers(SetupFlow flow, User user, IReadOnlyList<(string Question, string Answer)> answers)
    {
        if (SecurityQuestionRules.Problem(answers, [.. QuestionsOffered()], store.Effective.SsprPolicy.QuestionsToRegister) is { } problem)
        {
            return problem;
        }

        store.ChangeMethods(user.Id, (_, methods) => methods with
        {
            SecurityQuestions = answers.Count,
            SecurityAnswers = [.. answers.Select(item => SecurityAnswer.Of(item.Question, item.Answer))],
        });
        Finish(flow, user, SetupMethod.Questions, "security questions");
        return null;
    }

    public IReadOnlyList<string> QuestionsOffered() =>
        store.Effective.SsprPolicy is { SecurityQuestionItems.IsEmpty: false } own ? [.. own.SecurityQuestions] : SecurityQuestionRules.Predefined;

    private void Save(SetupFlow flow, User user)
    {
        Actor by = Actor.Of(user);
        string contact = flow.Contact!;
        SetupMethod method = flow.Method!.Value;
        switch (method)
        {
            case SetupMethod.Phone:
                SavePhone(by, user, PhoneType.Mobile, contact);
                store.ChangeMethods(user.Id, (_, methods) => methods.Default == DefaultMethod.None && methods.MobilePhone is not null
                    ? methods with { Default = flow.Option == GateOption.MobileCall ? DefaultMethod.VoiceMobile : DefaultMethod.Sms }
                    : methods);
                break;
            case SetupMethod.OfficePhone:
                SavePhone(by, user, PhoneType.Office, contact);
                break;
            case SetupMethod.Email:
                if (user.Methods.Email is null)
                {
                    store.AddEmail(by, user.Id, contact);
                }
                else
                {
                    store.UpdateEmail(by, user.Id, contact);
                }

                break;
            default:
                store.ChangeMethods(user.Id, (_, methods) => methods with
                {
                    AuthenticatorApps = methods.AuthenticatorApps.Add(new AuthenticatorApp(Guid.NewGuid(), "Phone")),
                });
                audit.Methods("User registered security info", user, flow.CorrelationId, "User registered authenticator app method");
                break;
        }

        Finish(flow, user, method, contact: null);
    }

    private void SavePhone(Actor by, User user, PhoneType type, string number)
    {
        if (user.Methods.Phone(type) is null)
        {
            _ = store.AddPhone(by, user.Id, type, number);
        }
        else
        {
            _ = store.UpdatePhone(by, user.Id, type, number);
        }
    }

    private void Finish(SetupFlow flow, User user, SetupMethod method, string? contact)
    {
        if (contact is not null)
        {
            audit.Methods("User registered security info", user, flow.CorrelationId, $"User registered {contact} method");
        }

        flow.Done.Add(method);
        (flow.Method, flow.Code, flow.Contact) = (null, null, null);
        confirmations.Confirm(user.Id);
        User now = store.Current.Users.Find(user.Id)!;
        audit.Saved(now, flow.CorrelationId);
        if (Missing(user) > 0 && Missing(now) == 0)
        {
            audit.Methods("User registered all required security info", now, flow.CorrelationId, "User registered all required security info.");
            audit.Registered(now, flow.CorrelationId);
        }
    }
}
