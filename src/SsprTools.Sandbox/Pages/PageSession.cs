using System.Security.Cryptography;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>What is remembered of one browser. Nothing of it stands in the page but the id in the cookie and the form token.</summary>
internal sealed class PageSession
{
    public string Id { get; private set; } = NewId();

    /// <summary>Every form carries it; a form from elsewhere cannot.</summary>
    public string FormToken { get; } = NewId();

    public DateTimeOffset LastSeen { get; set; }

    public SignInFlow? SignIn { get; set; }

    public Guid? SignedInUser { get; set; }

    /// <summary>Signed in with a code as well.</summary>
    public bool IsStrong { get; set; }

    public SetupFlow? Setup { get; set; }

    public ResetFlow? Reset { get; set; }

    /// <summary>Characters of the picture that is on the reset page now.</summary>
    public string? Captcha { get; set; }

    /// <summary>A sentence for the next page, shown once.</summary>
    public string? Notice { get; set; }

    public string? TakeNotice()
    {
        string? notice = Notice;
        Notice = null;
        return notice;
    }

    /// <summary>A new id at every change of who this is, so that a planted cookie is worth nothing.</summary>
    public void Renew() => Id = NewId();

    private static string NewId() => Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
}
