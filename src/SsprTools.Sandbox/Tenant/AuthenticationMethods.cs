using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>What a user can prove themselves with. Phone numbers in Graph's form "+1 2065555555x123".</summary>
internal sealed record AuthenticationMethods
{
    public static readonly AuthenticationMethods None = new();

    public string? MobilePhone { get; init; }
    public string? AlternateMobilePhone { get; init; }
    public string? OfficePhone { get; init; }
    public string? Email { get; init; }
    public ImmutableArray<Guid> SoftwareOath { get; init; } = [];
    public ImmutableArray<AuthenticatorApp> AuthenticatorApps { get; init; } = [];
    public int SecurityQuestions { get; init; }

    /// <summary>Answers as hashes; empty for users whose questions come from the seed, who can then not answer them.</summary>
    public ImmutableArray<SecurityAnswer> SecurityAnswers { get; init; } = [];
    public DefaultMethod Default { get; init; }
    public bool SmsSignInEnabled { get; init; }

    public string? Phone(PhoneType type) => type switch
    {
        PhoneType.Mobile => MobilePhone,
        PhoneType.AlternateMobile => AlternateMobilePhone,
        _ => OfficePhone,
    };

    public AuthenticationMethods WithPhone(PhoneType type, string? number) => type switch
    {
        PhoneType.Mobile => this with { MobilePhone = number },
        PhoneType.AlternateMobile => this with { AlternateMobilePhone = number },
        _ => this with { OfficePhone = number },
    };
}
