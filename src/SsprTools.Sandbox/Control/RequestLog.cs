namespace SsprTools.Sandbox.Control;

/// <summary>The requests that came in: the judge of "-WhatIf changes nothing". Keeps the newest 100,000.</summary>
internal sealed class RequestLog
{
    private const int Kept = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<RequestLogEntry> _entries = new();
    private long _seq;

    /// <summary>Adds an entry; its number is given here.</summary>
    public void Add(RequestLogEntry entry)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry with { Seq = ++_seq });
            if (_entries.Count > Kept)
            {
                _ = _entries.Dequeue();
            }
        }
    }

    public IReadOnlyList<RequestLogEntry> Since(long seq)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.Seq > seq)];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
