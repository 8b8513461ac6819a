using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.SignIn;

/// <summary>A code that an app can exchange once, with the verifier of its challenge (PKCE).</summary>
internal sealed class AuthorizationCode(UserGrant grant, AuthorizeRequest request)
{
    private int _redeemed;

    public UserGrant Grant { get; } = grant;

    public string RedirectText { get; } = request.RedirectText;

    public bool TryRedeem() => Interlocked.Exchange(ref _redeemed, 1) == 0;

    public bool IsProvedBy(string? verifier)
    {
        if (request.Challenge is null)
        {
            return true;
        }

        string proof = verifier is null ? ""
            : request.IsHashedChallenge ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            : verifier;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(proof), Encoding.UTF8.GetBytes(request.Challenge));
    }
}
