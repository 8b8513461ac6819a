namespace SsprTools.Sandbox.Security;

/// <summary>What a minted token shall say. Absent lists mean everything there is.</summary>
internal sealed record TokenRequest(string Audience)
{
    public IReadOnlyList<string>? Scopes { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public IReadOnlyList<Guid>? Wids { get; init; }
    public bool AppOnly { get; init; }
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);
}
