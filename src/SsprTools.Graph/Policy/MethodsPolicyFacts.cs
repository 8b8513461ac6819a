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
        (Sms, "SmsPolicy", "SMS"),
        (Voice, "VoicePolicy", "voice call"),
        (Email, "EmailPolicy", "email OTP"),
        (SoftwareOath, "SoftwareOathPolicy", "software OATH tokens"),
        (Authenticator, "MicrosoftAuthenticatorPolicy", "Microsoft Authenticator"),
    ];

    public MigrationState Migration { get; init; }

    /// <summary>By configuration id; a missing one was not in the answer.</summary>
    public IReadOnlyDictionary<string, MethodState> Methods { get; init; } = new Dictionary<string, MethodState>();

    public MethodState this[string id] => Methods.TryGetValue(id, out var state) ? state : MethodState.Unknown;
}
