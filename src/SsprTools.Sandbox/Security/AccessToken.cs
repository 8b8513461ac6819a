using System.Collections.Frozen;

namespace SsprTools.Sandbox.Security;

/// <summary>A token that was checked: who calls, through which app, and what for.</summary>
internal sealed record AccessToken
{
    public required string Audience { get; init; }
    public required bool IsApp { get; init; }
    public Guid? ObjectId { get; init; }
    public string? UserPrincipalName { get; init; }
    public string Name { get; init; } = "";
    public string AppId { get; init; } = "";
    public FrozenSet<string> Permissions { get; init; } = FrozenSet<string>.Empty;
    public FrozenSet<Guid> Roles { get; init; } = FrozenSet<Guid>.Empty;
    public DateTimeOffset Expires { get; init; }
}
