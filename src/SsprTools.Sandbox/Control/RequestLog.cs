namespace SsprTools.Sandbox.Control;

/// <summary>The requests that came in: the judge of "-WhatIf changes nothing". Keeps the newest 100,000.</summary>
internal sealed class RequestLog
{
    private const int Kept = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<RequestLogEntry> _entries = new();
    private long _seq;

    public void Add(DateTimeOffset time, string method, string path, string query, int status, long bodyBytes, string? batchId, string? fault)
    {
        lock (_gate)
        {
            _entries.Enqueue(new RequestLogEntry(++_seq, time, method, path, query, status, bodyBytes, batchId, fault));
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
