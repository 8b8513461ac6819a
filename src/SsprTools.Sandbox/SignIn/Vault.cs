using System.Collections.Concurrent;
using System.Security.Cryptography;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Things behind keys that cannot be guessed, for a time by the tenant's clock.</summary>
internal sealed class Vault<T>(SandboxClock clock, TimeSpan lifetime) where T : class
{
    private const int Kept = 100_000;

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Expires)> _entries = new(StringComparer.Ordinal);

    public string Add(T value)
    {
        if (_entries.Count >= Kept)
        {
            DateTimeOffset now = clock.Now;
            foreach (string old in _entries.Where(entry => entry.Value.Expires <= now).Select(entry => entry.Key).ToArray())
            {
                _ = _entries.TryRemove(old, out _);
            }
        }

        string key = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 64);
        _entries[key] = (value, clock.Now + lifetime);
        return key;
    }

    /// <summary>What the key stands for, and whether its time is over.</summary>
    public T? Find(string key, out bool isExpired)
    {
        (T? value, DateTimeOffset expires) = _entries.GetValueOrDefault(key);
        isExpired = value is not null && expires <= clock.Now;
        return value;
    }

    /// <summary>Takes it out, so that it serves once.</summary>
    public bool Remove(string key) => _entries.TryRemove(key, out _);
}
