using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Reporting;

/// <summary>What a change does to one user.</summary>
/// <param name="Effect">Loses, Gains, or another word.</param>
public sealed record ReportImpact(string UserPrincipalName, string Effect, string Reason, string NextStep)
{
    public static ReportImpact Of(UserImpact user) => new(
        user.UserPrincipalName,
        user.Impact.ToString(),
        user.Reason,
        user.MustRegister.Count > 0 ? $"Ask the user to register {string.Join(" or ", user.MustRegister)}." : "");

    /// <summary>Whether a report lists the user: for whom nothing changes is no news.</summary>
    public static bool Shows(UserImpact user) => user.Impact is Impact.Loses or Impact.Gains or Impact.Unknown;
}
