namespace SsprTools.Graph.Readiness;

/// <summary>What a user's licences give for password reset. Source: facts/graph.md 3.7.</summary>
/// <param name="CloudReset">Whether a reset in the cloud is covered.</param>
/// <param name="Writeback">Whether a reset that is written back to Active Directory is covered.</param>
/// <param name="By">The licence that covers it, or what the user has instead.</param>
public sealed record LicenseCoverage(bool CloudReset, bool Writeback, string By);
