using System.Globalization;
using System.Security.Cryptography;

namespace SsprTools.Sandbox.SelfService;

/// <summary>A six digit code that was sent. It is good for five minutes and once (graph.md 3.2).</summary>
internal sealed record SentCode(string Code, DateTimeOffset SentAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static SentCode Make(DateTimeOffset now) =>
        new(RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", CultureInfo.InvariantCulture), now);

    public CodeVerdict Judge(string typed, DateTimeOffset now) =>
        !CryptographicOperations.FixedTimeEquals(Bytes(Code), Bytes(PhoneText.Digits(typed))) ? CodeVerdict.Wrong
        : now - SentAt > Lifetime ? CodeVerdict.Expired
        : CodeVerdict.Right;

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
