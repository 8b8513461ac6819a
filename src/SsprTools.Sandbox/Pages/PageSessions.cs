using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Pages;

/// <summary>The browsers that were seen in the last hours.</summary>
internal sealed class PageSessions(SandboxClock clock)
{
    private const int Kept = 5_000;

    private static readonly TimeSpan s_idle = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PageSession> _sessions = [];

    public PageSession FindOrStart(string? id)
    {
        DateTimeOffset now = clock.Now;
        lock (_gate)
        {
            if (id is null || !_sessions.TryGetValue(id, out PageSession? session) || now - session.LastSeen > s_idle)
            {
                session = new PageSession();
                MakeRoom(now);
                _sessions[session.Id] = session;
            }

            session.LastSeen = now;
            return session;
        }
    }

    /// <summary>Files a session under its new id after it was renewed.</summary>
    public void Refile(string oldId, PageSession session)
    {
        lock (_gate)
        {
            _ = _sessions.Remove(oldId);
            _sessions[session.Id] = session;
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_sessions.Count < Kept)
        {
            return;
        }

        foreach (string idle in _sessions.Where(entry => now - entry.Value.LastSeen > s_idle).Select(entry => entry.Key).ToList())
        {
            _ = _sessions.Remove(idle);
        }

        if (_sessions.Count >= Kept)
        {
            _ = _sessions.Remove(_sessions.MinBy(entry => entry.Value.LastSeen).Key);
        }
    }
}
