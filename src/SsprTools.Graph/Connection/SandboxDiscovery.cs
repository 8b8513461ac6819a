using System.Text.Json.Serialization;

namespace SsprTools.Graph.Connection;

/// <summary>What a sandbox says of itself at <c>/_sandbox</c>: addresses, tenant, and fresh admin tokens.</summary>
internal sealed record SandboxDiscovery
{
    [JsonPropertyName("sandbox")]
    public bool Sandbox { get; init; }

    [JsonPropertyName("graph")]
    public Uri? Graph { get; init; }

    [JsonPropertyName("portal")]
    public Uri? Portal { get; init; }

    [JsonPropertyName("login")]
    public Uri? Login { get; init; }

    /// <summary>The only certificate to trust for the sign-in service; absent where that is not on HTTPS.</summary>
    [JsonPropertyName("loginCertificateSha256")]
    public string? LoginCertificateSha256 { get; init; }

    /// <summary>The reset service's API about administrators.</summary>
    [JsonPropertyName("passwordReset")]
    public Uri? PasswordReset { get; init; }

    [JsonPropertyName("pages")]
    public Uri? Pages { get; init; }

    [JsonPropertyName("tenantId")]
    public string? TenantId { get; init; }

    [JsonPropertyName("account")]
    public string? Account { get; init; }

    [JsonPropertyName("accessToken")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("portalAccessToken")]
    public string? PortalAccessToken { get; init; }

    [JsonPropertyName("passwordResetAccessToken")]
    public string? PasswordResetAccessToken { get; init; }

    /// <summary>Present while the sandbox refuses what goes over a budget.</summary>
    [JsonPropertyName("budgets")]
    public SandboxBudgets? Budgets { get; init; }

    /// <summary>The sandbox's addresses in the form that a cloud's have.</summary>
    public CloudEnvironment Cloud() =>
        new("Sandbox", Slashed(Graph!), Slashed(Login!), Slashed(Portal!), Pages!, new(Pages!, "sspr"), new(Pages!, "ssprsetup"))
        {
            ResetServiceApi = PasswordReset is null ? null : Slashed(PasswordReset),
        };

    private static Uri Slashed(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}

[JsonSerializable(typeof(SandboxDiscovery))]
internal sealed partial class SandboxJson : JsonSerializerContext;
