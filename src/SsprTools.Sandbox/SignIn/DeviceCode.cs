using System.Diagnostics;

namespace SsprTools.Sandbox.SignIn;

/// <summary>A device's request to be signed in by somebody at another screen.</summary>
internal sealed class DeviceCode(string userCode, Client client, ScopeRequest scope)
{
    private readonly Lock _gate = new();
    private long? _lastPoll;
    private Guid? _userId;
    private bool _isDeclined;

    public string UserCode { get; } = userCode;

    public Client Client { get; } = client;

    public ScopeRequest Scope { get; } = scope;

    /// <summary>How far the user at the other screen has come.</summary>
    public OpenSignIn SignIn { get; } = new();

    public void Approve(Guid userId)
    {
        lock (_gate)
        {
            (_userId, _isDeclined) = (userId, false);
        }
    }

    public void Decline()
    {
        lock (_gate)
        {
            _isDeclined = true;
        }
    }

    /// <summary>Who approved it, or why there is nobody yet. The pace is measured in real time, as the device keeps it.</summary>
    public Guid Poll(TimeSpan interval)
    {
        lock (_gate)
        {
            if (_isDeclined)
            {
                throw LoginErrors.Declined;
            }

            if (_userId is { } userId)
            {
                return userId;
            }

            long? before = _lastPoll;
            _lastPoll = Stopwatch.GetTimestamp();
            throw before is { } last && Stopwatch.GetElapsedTime(last) < interval / 2 ? LoginErrors.SlowDown : LoginErrors.Pending;
        }
    }
}
