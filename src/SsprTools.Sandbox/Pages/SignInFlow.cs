namespace SsprTools.Sandbox.Pages;

/// <summary>A sign-in on its way: which user, what was proved, where to go afterwards.</summary>
internal sealed class SignInFlow(Guid userId, string returnTo)
{
    public Guid UserId { get; } = userId;

    public string ReturnTo { get; } = returnTo;

    /// <summary>One id for all entries of the sign-in log that belong together.</summary>
    public Guid CorrelationId { get; } = Guid.NewGuid();

    public bool PasswordProved { get; set; }

    public bool MustChangePassword { get; set; }

    public bool CodeProved { get; set; }

    /// <summary>The user put off registering or reviewing for this sign-in.</summary>
    public bool Postponed { get; set; }

    public SelfService.GateOption? Option { get; set; }

    public string? Contact { get; set; }

    public int WrongCodes { get; set; }

    public SelfService.SentCode? Code { get; set; }
}
