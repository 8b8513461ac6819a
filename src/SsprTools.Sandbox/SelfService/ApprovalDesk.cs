using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Notifications of the authenticator app, waiting for a tap on Approve.</summary>
internal sealed class ApprovalDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (Guid UserId, bool Approved)> _requests = [];

    public Guid Ask(User user)
    {
        Guid id = Guid.NewGuid();
        lock (_gate)
        {
            _requests[id] = (user.Id, false);
        }

        return id;
    }

    public IReadOnlyList<Guid> Open(Guid userId)
    {
        lock (_gate)
        {
            return [.. _requests.Where(request => request.Value.UserId == userId && !request.Value.Approved).Select(request => request.Key)];
        }
    }

    public bool Approve(Guid id)
    {
        lock (_gate)
        {
            if (!_requests.TryGetValue(id, out (Guid UserId, bool Approved) request))
            {
                return false;
            }

            _requests[id] = (request.UserId, true);
            return true;
        }
    }

    /// <summary>True once when the request was approved; it is then used up.</summary>
    public bool TakeApproved(Guid id)
    {
        lock (_gate)
        {
            return _requests.TryGetValue(id, out (Guid UserId, bool Approved) request) && request.Approved && _requests.Remove(id);
        }
    }
}
