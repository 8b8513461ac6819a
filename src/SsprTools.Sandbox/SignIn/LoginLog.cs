using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>What the sign-in service was asked; the newest 10,000.</summary>
internal sealed class LoginLog(SandboxClock clock)
{
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LoginLogEntry> _entries = new();
    private long _seq;

    public void Add(string endpoint, string? grant, string? clientId, string? user, int status, LoginError? error)
    {
        lock (_gate)
        {
            _entries.Enqueue(new LoginLogEntry(++_seq, clock.Now, endpoint, grant, clientId, user, status, error?.Error, error?.Code));
            if (_entries.Count > Kept)
            {
                _ = _entries.Dequeue();
            }
        }
    }

    public IReadOnlyList<LoginLogEntry> Since(long seq)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.Seq > seq)];
        }
    }
}
