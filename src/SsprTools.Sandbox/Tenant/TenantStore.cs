using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Tenant;

/// <summary>
/// The single place of state. Readers take an immutable <see cref="TenantState"/>; every change is a method in domain words,
/// one at a time, that checks the tenant's rules, makes the next state and writes the audit events. Split by subject.
/// </summary>
internal sealed partial class TenantStore
{
    private static readonly TimeSpan s_staleBy = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly TenantHistory _history;
    private readonly SandboxClock _clock;
    private readonly Lags _lags;
    private readonly FaultSet _faults;
    private readonly AuditLog _audit;
    private int _lastSequence;
    private ((TenantState Now, TenantState Policy, TenantState Administrators, TenantState Membership) Key, TenantState State)? _effective;

    public TenantStore(TenantState seed, SandboxClock clock, Lags lags, FaultSet faults, AuditLog audit)
    {
        _history = new TenantHistory(seed, clock);
        (_clock, _lags, _faults, _audit) = (clock, lags, faults, audit);
        _lastSequence = Math.Max(LastOf(seed.Users), LastOf(seed.Groups));
    }

    public AuditLog Audit => _audit;

    /// <summary>The tenant as it really is: what changes are made to and what sign-in and reset go by.</summary>
    public TenantState Current
    {
        get
        {
            lock (_gate)
            {
                return _history.Current;
            }
        }
    }

    /// <summary>The tenant as a directory read sees it: late by the directory lag, or by a minute under a fault.</summary>
    public TenantState ForDirectoryRead()
    {
        TimeSpan lag = _lags.Directory;
        if (_faults.Take(FaultNames.DirectoryStale) && lag < s_staleBy)
        {
            lag = s_staleBy;
        }

        return lag == TimeSpan.Zero ? Current : AsOf(_clock.Now - lag);
    }

    /// <summary>
    /// The tenant as reset, registration and sign-in go by it: the policies, allowedToUseSSPR and group membership as they were one lag
    /// ago each (graph.md 3.10), everything else as it is.
    /// </summary>
    public TenantState Effective
    {
        get
        {
            TenantState now = Current;
            if (_lags.Policy == TimeSpan.Zero && _lags.Administrators == TimeSpan.Zero && _lags.Membership == TimeSpan.Zero)
            {
                return now;
            }

            (TenantState Now, TenantState Policy, TenantState Administrators, TenantState Membership) key =
                (now, AsOf(_clock.Now - _lags.Policy), AsOf(_clock.Now - _lags.Administrators), AsOf(_clock.Now - _lags.Membership));
            lock (_gate)
            {
                // Kept, since its index of scope and administrators is dear.
                if (_effective is not { } kept || !IsSame(kept.Key, key))
                {
                    kept = (key, now with
                    {
                        SsprPolicy = key.Policy.SsprPolicy,
                        MethodsPolicy = key.Policy.MethodsPolicy,
                        AuthorizationPolicy = key.Administrators.AuthorizationPolicy,
                        Groups = key.Membership.Groups,
                    });
                    _effective = kept;
                }

                return kept.State;
            }
        }
    }

    public TenantState AsOf(DateTimeOffset time)
    {
        lock (_gate)
        {
            return _history.AsOf(time);
        }
    }

    /// <summary>The state of a version, or null when it is no longer kept.</summary>
    public TenantState? FindVersion(int version)
    {
        lock (_gate)
        {
            return _history.Find(version);
        }
    }

    /// <summary>The moment whose state the registration report shows: now less its lag, or where it got stuck.</summary>
    public DateTimeOffset ReportTime()
    {
        DateTimeOffset now = _faults.Peek(FaultNames.ReportStale)?.Since ?? _clock.Now;
        DateTimeOffset time = now - _lags.Report;
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
    }

    private static User Require(TenantState state, Guid userId) =>
        state.Users.Find(userId) ?? throw new TenantRuleException(TenantRule.NotFound, userId.ToString());

    private static Group RequireGroup(TenantState state, Guid groupId) =>
        state.Groups.Find(groupId) ?? throw new TenantRuleException(TenantRule.NotFound, groupId.ToString());

    private static TenantState With(TenantState state, User changed) => state with { Users = state.Users.Replace(changed) };

    // By reference: comparing whole tenants member by member would cost more than the index.
    private static bool IsSame(
        (TenantState Now, TenantState Policy, TenantState Administrators, TenantState Membership) left,
        (TenantState Now, TenantState Policy, TenantState Administrators, TenantState Membership) right) =>
        ReferenceEquals(left.Now, right.Now) && ReferenceEquals(left.Policy, right.Policy)
        && ReferenceEquals(left.Administrators, right.Administrators) && ReferenceEquals(left.Membership, right.Membership);

    private static int LastOf<T>(DirectoryTable<T> table)
        where T : class, IDirectoryObject => table.Count == 0 ? 0 : table[table.Count - 1].Sequence;

    private int NextSequence() => Interlocked.Increment(ref _lastSequence);

    /// <summary>Runs one change under the lock. The change returns the next state, or the same one when nothing is to be stored.</summary>
    private void Change(Func<TenantState, TenantState> change)
    {
        lock (_gate)
        {
            TenantState before = _history.Current;
            TenantState after = change(before);
            if (!ReferenceEquals(before, after))
            {
                _history.Add(after);
            }
        }
    }
}
