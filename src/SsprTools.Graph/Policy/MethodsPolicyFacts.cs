using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>What Graph's authentication methods policy says, as far as password reset obeys it. Source: facts/graph.md 1.7.</summary>
internal sealed record MethodsPolicyFacts
{
    public const string Sms = "sms";
    public const string Voice = "voice";
    public const string Email = "email";
    public const string SoftwareOath = "softwareOath";
    public const string Authenticator = "microsoftAuthenticator";

    /// <summary>The configurations that matter for reset, the setting that shows each, and its name in words.</summary>
    public static IReadOnlyList<(string Id, string Setting, string Words)> Names { get; } =
    [
        (Sms, "Sms", "SMS"),
        (Voice, "Voice", "voice call"),
        (Email, "Email", "email OTP"),
        (SoftwareOath, "SoftwareOath", "software OATH tokens"),
        (Authenticator, "MicrosoftAuthenticator", "Microsoft Authenticator"),
    ];

    public MigrationState Migration { get; init; }

    /// <summary>By configuration id; a missing one was not in the answer.</summary>
    public IReadOnlyDictionary<string, MethodState> Methods { get; init; } = new Dictionary<string, MethodState>();

    public MethodState this[string id] => Methods.TryGetValue(id, out var state) ? state : MethodState.Unknown;

    public static MethodsPolicyFacts Of(IReadOnlyDictionary<string, JsonFields> sections) => new()
    {
        Migration = MigrationWords.Read(sections.GetValueOrDefault(PolicySection.Methods)?.Plain(PolicyField.MigrationState) as string),
        Methods = Names.Where(name => sections.ContainsKey(name.Id)).ToDictionary(name => name.Id, name => StateOf(sections[name.Id])),
    };

    private static MethodState StateOf(JsonFields configuration)
    {
        var targets = MethodTargets.Read(configuration[PolicyField.IncludeTargets]);
        var excludes = configuration.Node(PolicyField.ExcludeTargets) as JsonArray;
        return new MethodState(
            configuration.Plain(PolicyField.State) switch
            {
                "enabled" => true,
                "disabled" => false,
                _ => null,
            },
            targets is null ? null : targets.Everyone && excludes is not { Count: > 0 })
        {
            Targets = targets,
            Audience = MethodAudience.Read(configuration),
            Excluded = excludes?.Count ?? 0,
            OfficePhoneAllowed = configuration.Plain(PolicyField.OfficePhoneAllowed) as bool?,
            CodesAllowed = configuration.Plain(PolicyField.CodesAllowed) as bool?,
        };
    }
}
