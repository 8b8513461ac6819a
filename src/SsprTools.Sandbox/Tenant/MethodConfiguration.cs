using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>One method in the authentication methods policy.</summary>
internal sealed record MethodConfiguration(string Id)
{
    public bool Enabled { get; init; }
    public ImmutableArray<MethodTarget> IncludeTargets { get; init; } = [new("all_users", "group")];
    public ImmutableArray<MethodTarget> ExcludeTargets { get; init; } = [];
    public bool? IsOfficePhoneAllowed { get; init; }
    public bool? IsSoftwareOathEnabled { get; init; }

    /// <summary>Of Authenticator only; kept as written.</summary>
    public System.Text.Json.JsonElement? FeatureSettings { get; init; }
    public string AllowExternalIdToUseEmailOtp { get; init; } = "default";
}
