namespace SsprTools.Graph.Reporting;

/// <summary>What a change does to one user.</summary>
/// <param name="Effect">Loses, Gains, or another word.</param>
public sealed record ReportImpact(string UserPrincipalName, string Effect, string Reason, string NextStep);
