namespace SsprTools.Sandbox.Tenant;

/// <summary>Whom a method configuration is for. Everyone is the group id "all_users" (graph.md 1.7, seen in samples).</summary>
internal sealed record MethodTarget(string Id, string TargetType)
{
    public bool IsRegistrationRequired { get; init; }
    public bool IsUsableForSignIn { get; init; }
    public string AuthenticationMode { get; init; } = "any";
}
