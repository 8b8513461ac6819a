namespace SsprTools.Graph.Readiness;

/// <summary>The rules that stand between a user and a reset, in the order in which the service asks them.</summary>
public enum Gate
{
    Account,
    UserType,
    License,
    Tenant,
    Scope,
    Administrator,
    Methods,
    Writeback,
    Block,

    /// <summary>Whether the registration report has caught up. The reset page does not ask it, so it decides nothing.</summary>
    Report,
}
