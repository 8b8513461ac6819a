namespace SsprTools.Sandbox.Tenant;

/// <summary>A change that the tenant's rules refuse. The web side turns the rule into an error body or a sentence on a page.</summary>
internal sealed class TenantRuleException(TenantRule rule, string? subject = null) : Exception($"{rule} {subject}")
{
    public TenantRule Rule { get; } = rule;

    public string? Subject { get; } = subject;
}
