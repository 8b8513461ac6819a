using System.Collections.Concurrent;
using System.Security.Cryptography;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The device codes that are open, by the device's key and by the short code people type.</summary>
internal sealed class DeviceCodes(SandboxClock clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // The service says 5; a second keeps tests short.
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Vault<DeviceCode> _byKey = new(clock, Lifetime);
    private readonly ConcurrentDictionary<string, string> _keysByUserCode = new(StringComparer.OrdinalIgnoreCase);

    public (string Key, DeviceCode Code) Open(Client client, ScopeRequest scope)
    {
        // No vowels and nothing that looks like something else, as on the real page.
        string userCode = RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXYZ23456789", 9);
        DeviceCode code = new(userCode, client, scope);
        string key = _byKey.Add(code);
        _keysByUserCode[userCode] = key;
        return (key, code);
    }

    /// <summary>The open code that somebody typed.</summary>
    public DeviceCode? FindTyped(string userCode) =>
        _keysByUserCode.TryGetValue(userCode.Trim(), out string? key) && _byKey.Find(key, out bool isExpired) is { } code && !isExpired ? code : null;

    /// <summary>Exchanges the device's key for the user who approved, once.</summary>
    public (Guid UserId, DeviceCode Code) Redeem(string key, Client client)
    {
        DeviceCode code = _byKey.Find(key, out bool isExpired) is { } found && found.Client.Id == client.Id ? found : throw LoginErrors.BadDeviceCode;
        if (isExpired)
        {
            throw LoginErrors.DeviceCodeExpired;
        }

        Guid userId = code.Poll(Interval);
        _ = _keysByUserCode.TryRemove(code.UserCode, out _);
        return _byKey.Remove(key) ? (userId, code) : throw LoginErrors.BadDeviceCode;
    }
}
