using System.Security.Cryptography;
using System.Text;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>
/// Smart lockout (graph.md 3.4): ten wrong passwords lock for 60 seconds, later locks last longer; a wrong password that was among the last
/// three is not counted again; a reset clears it. How much longer is not documented: doubled here.
/// </summary>
internal sealed class SmartLockout(SandboxClock clock, Switches switches)
{
    private static readonly TimeSpan s_firstLock = TimeSpan.FromSeconds(60);

    // Kept as keyed hashes, so that even wrong passwords stand nowhere.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Counter> _counters = [];

    public bool IsLocked(Guid userId)
    {
        lock (_gate)
        {
            return _counters.TryGetValue(userId, out Counter? counter) && counter.LockedUntil > clock.Now;
        }
    }

    public void Fail(Guid userId, string password)
    {
        string hash = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(password)));
        lock (_gate)
        {
            if (!_counters.TryGetValue(userId, out Counter? counter))
            {
                _counters[userId] = counter = new Counter();
            }

            if (counter.LastBad.Contains(hash))
            {
                return;
            }

            counter.LastBad.Enqueue(hash);
            if (counter.LastBad.Count > 3)
            {
                _ = counter.LastBad.Dequeue();
            }

            // After a lock the next failure locks again.
            if (++counter.Failures >= switches.SmartLockoutThreshold || counter.Locks > 0)
            {
                counter.LockedUntil = clock.Now + (s_firstLock * Math.Pow(2, Math.Min(counter.Locks, 10)));
                counter.Locks++;
                counter.Failures = 0;
            }
        }
    }

    public void Clear(Guid userId)
    {
        lock (_gate)
        {
            _ = _counters.Remove(userId);
        }
    }

    private sealed class Counter
    {
        public int Failures { get; set; }

        public int Locks { get; set; }

        public DateTimeOffset LockedUntil { get; set; }

        public Queue<string> LastBad { get; } = new();
    }
}
