using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Ids that come out the same in every run.</summary>
internal static class StableId
{
    public static Guid Of(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
