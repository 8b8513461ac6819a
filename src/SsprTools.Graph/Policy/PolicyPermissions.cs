using SsprTools.Graph.Connection;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>Names a missing permission or role before the first request of a change is sent, as far as the token tells.</summary>
internal static class PolicyPermissions
{
    /// <exception cref="SsprException"><see cref="SsprErrorId.PermissionMissing"/></exception>
    public static void Require(PolicyPlan plan, SsprConnection connection)
    {
        var requests = plan.Steps.Select(Of).Distinct().ToList();
        if (requests.Count == 0)
        {
            return;
        }

        var judged = CommandRules.Judge("the change", requests, connection, licensed: null);
        if (judged.Verdict == Verdict.Fail)
        {
            throw new SsprException(
                SsprErrorId.PermissionMissing,
                $"This connection cannot make the change: {judged.Reason} Nothing was written.",
                judged.NextStep ?? "See Test-SsprPrerequisite.",
                string.Join(", ", requests.Select(request => request.Request)));
        }
    }

    /// <summary>Sources: facts/graph.md 1.1, 1.7, 1.8, 2.5.</summary>
    private static CommandRequest Of(PolicyStep step) => step.Section switch
    {
        PolicySection.Portal or PolicySection.OnPremises => new(step.Request, "the portal's own API", "Authentication Policy Administrator", AppOnly: false),
        PolicySection.Authorization => new(step.Request, "Policy.ReadWrite.Authorization", "Privileged Role Administrator", AppOnly: true),
        var section when PolicySection.IsConfiguration(section) => new(
            $"PATCH /{PolicyClient.MethodsPath}/authenticationMethodConfigurations/{{id}}", "Policy.ReadWrite.AuthenticationMethod", "Authentication Policy Administrator", AppOnly: true),
        _ => new(step.Request, "Policy.ReadWrite.AuthenticationMethod", "Authentication Policy Administrator", AppOnly: true),
    };
}
