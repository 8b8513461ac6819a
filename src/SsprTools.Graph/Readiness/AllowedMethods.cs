namespace SsprTools.Graph.Readiness;

/// <summary>Which methods a user may use for reset.</summary>
/// <param name="Sure">Allowed for this user.</param>
/// <param name="Perhaps">Allowed for some users, or not known to be allowed: enough for no Pass, too much for a Fail.</param>
public sealed record AllowedMethods(IReadOnlyCollection<ResetMethod> Sure, IReadOnlyCollection<ResetMethod> Perhaps);
