using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The nudge to register Authenticator.</summary>
internal sealed record RegistrationCampaign
{
    public int SnoozeDurationInDays { get; init; } = 1;
    public string State { get; init; } = "default";
    public ImmutableArray<MethodTarget> IncludeTargets { get; init; } = [new("all_users", "group")];
    public ImmutableArray<MethodTarget> ExcludeTargets { get; init; } = [];
}
