namespace SsprTools.Graph.Readiness;

/// <summary>The rules that stand between a user and a reset, in the order in which the service asks them.</summary>
public enum Gate
{
    Account,
    License,
    Scope,
    Methods,
    Writeback,
    Block,
}
