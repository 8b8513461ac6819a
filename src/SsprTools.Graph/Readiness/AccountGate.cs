namespace SsprTools.Graph.Readiness;

/// <summary>The account exists, is enabled, and its password is this tenant's to reset.</summary>
internal static class AccountGate
{
    private const string Source = "facts/graph.md 3.2, 3.8; Microsoft Learn concept-sspr-howitworks";

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.Account.IsKnown)
        {
            return RuleText.Unknown(Gate.Account, facts.Account, "Whether the account exists", Source);
        }

        if (facts.Account.Value is not { } user)
        {
            return Answer(Verdict.Fail, "There is no such user in this tenant.", "Check the spelling and the tenant.");
        }

        if (user.AccountEnabled is null)
        {
            return Answer(Verdict.Unknown, "The service did not say whether the account is enabled.", "");
        }

        if (user.AccountEnabled == false)
        {
            return Answer(Verdict.Fail, "The account is disabled.", "Enable the account.");
        }

        return user.UserType switch
        {
            // Whether a guest has a home directory elsewhere cannot be read here, and that decides.
            "Guest" => Answer(
                Verdict.Unknown,
                "The user is a guest: the home tenant's policy decides, or none if there is no home tenant.",
                "Ask the guest's own organization."),
            _ => Answer(Verdict.Pass, "The account exists and is enabled.", ""),
        };

        GateVerdict Answer(Verdict verdict, string reason, string nextStep) => new()
        {
            Gate = Gate.Account,
            Verdict = verdict,
            Reason = reason,
            Evidence = [RuleText.Evidence(
                facts.Account.Value is { } found ? $"accountEnabled {found.AccountEnabled?.ToString() ?? "not said"}, userType {found.UserType ?? "not said"}" : "no user found",
                facts.Account,
                facts.Now)],
            NextStep = nextStep,
            RuleSource = Source,
        };
    }
}
