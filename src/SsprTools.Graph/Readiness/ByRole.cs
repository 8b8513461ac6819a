namespace SsprTools.Graph.Readiness;

/// <summary>Two rules, one for users and one for administrators: where it is not known which of the two a user is, only what both say is said.</summary>
internal static class ByRole
{
    public static GateVerdict Judge(UserFacts facts, Func<UserFacts, GateVerdict> forUser, Func<UserFacts, GateVerdict> forAdministrator, ReadinessRule notKnown)
    {
        if (facts.Account.Value is null)
        {
            return notKnown.NoUser(facts);
        }

        if (facts.IsAdministrator.IsKnown)
        {
            return facts.IsAdministrator.Value ? forAdministrator(facts) : forUser(facts);
        }

        var asUser = forUser(facts);
        var asAdministrator = forAdministrator(facts);
        return asUser.Verdict == asAdministrator.Verdict && asUser.Verdict != Verdict.Unknown
            ? asUser
            : notKnown.Missing(facts.IsAdministrator, "Whether the user is an administrator, for whom another rule holds,");
    }
}
