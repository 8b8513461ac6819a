using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>The reset portal without its looks: checks, gates, new password, and the events of each (graph.md 1.12, 3.2).</summary>
internal sealed class ResetService(
    TenantStore store, SandboxClock clock, FaultSet faults, Switches switches, FlowAudit audit, CodeDesk codes, ApprovalDesk approvals,
    AttemptBook attempts, PasswordDesk passwords)
{
    public ResetStart Begin(string userIdText)
    {
        TenantState state = store.Effective;
        string text = userIdText.Trim();
        User? user = text.Contains('@', StringComparison.Ordinal) ? state.FindUser(text) : null;
        if (user is null)
        {
            return ResetStart.UnknownUser;
        }

        ResetFlow flow = new(user.Id, clock.Now, SsprRules.GatesFor(state, user, clock.Now));
        audit.Progress(user, flow.CorrelationId, "User submitted their user ID");
        if (attempts.BlockedUntil(user.Id) is { } until)
        {
            return new ResetStart(null, ResetOutcome.Blocked, until);
        }

        ResetOutcome outcome = ResetEligibility.Judge(state, user, switches, clock.Now);
        if (outcome == ResetOutcome.Allowed && user.OnPremisesSyncEnabled == true && faults.Take(FaultNames.OnPremisesRefused, user.UserPrincipalName))
        {
            outcome = ResetOutcome.OnPremisesAdminActionRequired;
        }

        if (outcome != ResetOutcome.Allowed)
        {
            audit.Progress(user, flow.CorrelationId, ReasonOf(outcome), success: false);
            return new ResetStart(null, outcome);
        }

        if (attempts.RefusesAnotherReset(user.Id))
        {
            audit.Blocked(user, flow.CorrelationId, "User tried to reset the password too many times and is blocked for 24 hours");
            return new ResetStart(null, ResetOutcome.Blocked, attempts.BlockedUntil(user.Id));
        }

        if (CanUnlock(state, user))
        {
            flow.Stage = ResetStage.Reason;
        }
        else
        {
            Present(user, flow);
        }

        return new ResetStart(flow, ResetOutcome.Allowed);
    }

    public User? UserOf(ResetFlow flow) => store.Current.Users.Find(flow.UserId);

    public void ChooseReason(ResetFlow flow, User user, bool unlockOnly)
    {
        flow.UnlockOnly = unlockOnly;
        Present(user, flow);
    }

    /// <summary>What can be chosen at this gate: a different method from those already proved.</summary>
    public IReadOnlyList<GateOption> Options(ResetFlow flow, User user) =>
    [
        .. OfferedOptions.For(store.Effective, user, switches, clock.Now)
            .Where(option => !flow.Passed.Exists(passed => IsSameKind(user, passed, GateOptions.MethodOf(option)))),
    ];

    /// <summary>Takes an option. Phones first want their number in full; the others send at once.</summary>
    public bool Choose(ResetFlow flow, User user, GateOption option)
    {
        if (!Options(flow, user).Contains(option))
        {
            return false;
        }

        flow.Chosen = option;
        flow.Code = null;
        if (GateOptions.IsPhone(option))
        {
            flow.Stage = ResetStage.Number;
            return true;
        }

        Start(flow, user, option);
        return true;
    }

    /// <summary>The number in full: right sends the code, wrong counts as a failed attempt.</summary>
    public CodeVerdict SubmitNumber(ResetFlow flow, User user, string number)
    {
        GateOption option = flow.Chosen!.Value;
        if (ContactData.Of(user, option) is { } stored && PhoneText.IsWhole(number, stored))
        {
            Start(flow, user, option);
            return CodeVerdict.Right;
        }

        return Failed(flow, user, "User tried to validate a phone number too many times and is blocked for 24 hours");
    }

    public void SendAgain(ResetFlow flow, User user)
    {
        if (flow.Chosen is { } option && option != GateOption.Questions)
        {
            Send(flow, user, option);
        }
    }

    public CodeVerdict SubmitCode(ResetFlow flow, User user, string typed)
    {
        GateOption option = flow.Chosen!.Value;
        CodeVerdict verdict = option == GateOption.AppNotification
            ? flow.Approval is { } request && approvals.TakeApproved(request) ? CodeVerdict.Right : CodeVerdict.Expired
            : codes.Judge(user, flow.Code, typed);
        return verdict switch
        {
            CodeVerdict.Right => Pass(flow, user, option),
            CodeVerdict.Wrong => Failed(flow, user, $"User entered an invalid {GateOptions.AuditName(option)} code too many times and is blocked for 24 hours"),
            _ => verdict,
        };
    }

    public CodeVerdict SubmitAnswers(ResetFlow flow, User user, IReadOnlyList<string> answers)
    {
        bool right = flow.Questions.Count > 0 && flow.Questions.Count == answers.Count
            && flow.Questions.Zip(answers).All(pair => user.Methods.SecurityAnswers.Any(known => known.Question == pair.First && known.Matches(pair.Second)));
        return right
            ? Pass(flow, user, GateOption.Questions)
            : Failed(flow, user, "User answered the security questions wrongly too many times and is blocked for 24 hours");
    }

    /// <summary>The new password; refused by a rule it stays at this stage.</summary>
    public (PasswordProblem Problem, ResetOutcome Outcome) SubmitPassword(ResetFlow flow, User user, string password)
    {
        PasswordProblem problem = passwords.JudgeForReset(user, password);
        if (problem != PasswordProblem.None)
        {
            if (problem is PasswordProblem.Banned or PasswordProblem.ContainsName)
            {
                audit.Reset(user, flow.CorrelationId, PasswordDesk.RefusalReason(user), success: false);
            }

            return (problem, ResetOutcome.Allowed);
        }

        // Writeback is asked once more: the agent may have gone since the first check.
        if (user.OnPremisesSyncEnabled == true && !store.Current.OnPremisesPolicy.AgentReachable)
        {
            audit.Reset(user, flow.CorrelationId, "OnPremisesConnectivityError", success: false);
            return (PasswordProblem.None, ResetOutcome.OnPremisesConnectivityError);
        }

        passwords.Reset(user, password);
        attempts.ResetDone(user.Id);
        flow.Stage = ResetStage.Done;
        audit.Progress(user, flow.CorrelationId, "User successfully reset password");
        audit.Reset(user, flow.CorrelationId, "Successfully completed reset.", success: true);
        return (PasswordProblem.None, ResetOutcome.Allowed);
    }

    public void Cancel(ResetFlow flow)
    {
        if (UserOf(flow) is not { } user || flow.Stage is ResetStage.Done or ResetStage.Unlocked)
        {
            return;
        }

        string reason = flow.Stage == ResetStage.Password
            ? "User cancelled before submitting a new password"
            : "User cancelled before passing the required authentication methods";
        audit.Progress(user, flow.CorrelationId, reason, success: false);
        audit.Reset(user, flow.CorrelationId, reason, success: false);
    }

    private static bool CanUnlock(TenantState state, User user) =>
        user.OnPremisesSyncEnabled == true && state.OnPremisesPolicy is { WritebackEnabled: true, AccountUnlockEnabled: true };

    // An administrator's two phones are one kind of proof (graph.md 3.9).
    private bool IsSameKind(User user, ResetMethod left, ResetMethod right) =>
        left == right
        || (store.Effective.Scope.IsAdministrator(user.Id)
            && left is ResetMethod.MobilePhone or ResetMethod.OfficePhone && right is ResetMethod.MobilePhone or ResetMethod.OfficePhone);

    private static string ReasonOf(ResetOutcome outcome) => outcome switch
    {
        ResetOutcome.UserNotProperlyConfigured => FlowAudit.InsufficientMethods,
        ResetOutcome.UserNotLicensed => "User does not have the required license to reset password",
        ResetOutcome.WritebackNotEnabled => "User's password is managed on-premises and password writeback is not enabled",
        ResetOutcome.OnPremisesConnectivityError => "On-premises password reset service could not be reached",
        ResetOutcome.OnPremisesAdminActionRequired => "A problem occurred while resetting the user's on-premises password",
        _ => FlowAudit.NotEnabled,
    };

    private void Present(User user, ResetFlow flow)
    {
        flow.Stage = ResetStage.Verify;
        audit.Progress(user, flow.CorrelationId, "User was presented with verification options");
    }

    private void Start(ResetFlow flow, User user, GateOption option)
    {
        flow.Stage = ResetStage.Code;
        audit.Progress(user, flow.CorrelationId, $"User started the {GateOptions.AuditName(option)} verification option");
        if (option == GateOption.Questions)
        {
            string[] questions = [.. user.Methods.SecurityAnswers.Select(answer => answer.Question)];
            System.Security.Cryptography.RandomNumberGenerator.Shuffle(questions.AsSpan());
            flow.Questions = [.. questions.Take(store.Effective.SsprPolicy.QuestionsToReset)];
            return;
        }

        Send(flow, user, option);
    }

    private void Send(ResetFlow flow, User user, GateOption option)
    {
        if (option == GateOption.AppNotification)
        {
            flow.Approval = approvals.Ask(user);
            return;
        }

        flow.Code = codes.Send(user, option, ContactData.Of(user, option)!);
    }

    private CodeVerdict Pass(ResetFlow flow, User user, GateOption option)
    {
        attempts.Passed(user.Id, option);
        audit.Progress(user, flow.CorrelationId, $"User completed the {GateOptions.AuditName(option)} verification option");
        flow.Passed.Add(GateOptions.MethodOf(option));
        (flow.Code, flow.Chosen, flow.Approval) = (null, null, null);
        if (flow.Passed.Count < flow.Gates)
        {
            Present(user, flow);
        }
        else if (flow.UnlockOnly)
        {
            flow.Stage = ResetStage.Unlocked;
            passwords.Unlock(user);
            audit.Unlocked(user, flow.CorrelationId);
        }
        else
        {
            flow.Stage = ResetStage.Password;
        }

        return CodeVerdict.Right;
    }

    private CodeVerdict Failed(ResetFlow flow, User user, string blockReason)
    {
        if (!attempts.Fail(user.Id, flow.Chosen!.Value))
        {
            return CodeVerdict.Wrong;
        }

        audit.Blocked(user, flow.CorrelationId, blockReason);
        return CodeVerdict.Blocked;
    }
}
