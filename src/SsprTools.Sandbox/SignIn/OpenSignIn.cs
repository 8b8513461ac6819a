using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.SignIn;

/// <summary>A sign-in in a browser that is on its way: whose password was right, which code was sent. It lives with the request it belongs to.</summary>
internal sealed class OpenSignIn
{
    /// <summary>One id for all entries of the sign-in log that belong together.</summary>
    public Guid CorrelationId { get; } = Guid.NewGuid();

    public Guid? UserId { get; private set; }

    public SentCode? Code { get; set; }

    public bool CodeProved { get; set; }

    public int WrongCodes { get; set; }

    /// <summary>The password was right; a code that was proved for somebody else proves nothing.</summary>
    public void PasswordProved(Guid userId) => (UserId, Code, CodeProved, WrongCodes) = (userId, null, false, 0);

    public void StartAgain() => (UserId, Code, CodeProved, WrongCodes) = (null, null, false, 0);
}
