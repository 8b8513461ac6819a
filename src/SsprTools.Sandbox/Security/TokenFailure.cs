namespace SsprTools.Sandbox.Security;

/// <summary>Why a token is refused.</summary>
internal enum TokenFailure
{
    None,
    Empty,
    Malformed,
    BadSignature,
    Expired,
    WrongAudience,
}
