namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The documented budget of report requests: 5 in 10 seconds per app and tenant (graph.md 1.14). In real time, as clients wait in it.</summary>
internal sealed class RequestBudget
{
    private const int Allowed = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _taken = [];

    public bool TryTake(string appId, out int retryAfterSeconds)
    {
        long now = Environment.TickCount64;
        lock (_gate)
        {
            if (!_taken.TryGetValue(appId, out Queue<long>? times))
            {
                _taken.Add(appId, times = new Queue<long>());
            }

            while (times.TryPeek(out long oldest) && now - oldest >= s_window.TotalMilliseconds)
            {
                _ = times.Dequeue();
            }

            if (times.Count >= Allowed)
            {
                retryAfterSeconds = (int)Math.Ceiling((s_window.TotalMilliseconds - (now - times.Peek())) / 1000);
                return false;
            }

            times.Enqueue(now);
            retryAfterSeconds = 0;
            return true;
        }
    }
}
