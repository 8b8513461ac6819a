using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The authentication methods policy (graph.md 1.7).</summary>
internal sealed record MethodsPolicy
{
    public MigrationState MigrationState { get; init; }
    public DateTimeOffset LastModifiedDateTime { get; init; }
    public int? ReconfirmationInDays { get; init; }
    public RegistrationCampaign Campaign { get; init; } = new();

    public ImmutableArray<MethodConfiguration> Configurations { get; init; } = Defaults;

    public static ImmutableArray<MethodConfiguration> Defaults { get; } =
    [
        new("MicrosoftAuthenticator") { Enabled = false, IsSoftwareOathEnabled = true },
        new("Sms") { Enabled = false },
        new("SoftwareOath") { Enabled = false },
        new("Voice") { Enabled = false, IsOfficePhoneAllowed = false },
        new("Email") { Enabled = true },
    ];

    public MethodConfiguration? Find(string id) =>
        Configurations.FirstOrDefault(configuration => configuration.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    public MethodsPolicy With(MethodConfiguration changed) => this with
    {
        Configurations = [.. Configurations.Select(old => old.Id == changed.Id ? changed : old)],
    };
}
