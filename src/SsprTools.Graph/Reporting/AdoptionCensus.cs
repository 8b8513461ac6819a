using System.Runtime.InteropServices;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Counts people without keeping them: of each user stays the id, one number and two flags (about 36 bytes), so that the directory, the report and the audit log
/// can be joined as they stream by. No I/O.
/// </summary>
internal sealed class AdoptionCensus
{
    private readonly Dictionary<Guid, Entry> _people = [];
    private readonly Dictionary<(int Group, string? Value), int> _bucketIndex = [];
    private readonly List<AdoptionBucket> _buckets = [];

    // Which slices a person counts in. Few such sets exist, however many people.
    private readonly List<int[]> _sets = [[]];
    private readonly Dictionary<(int Set, int Bucket), int> _larger = [];

    [Flags]
    private enum Seen : byte
    {
        Nothing = 0,
        InReport = 1,
        SelfService = 2,
        Helpdesk = 4,
    }

    private enum Kind : byte
    {
        Counted,
        Disabled,
        Guest,
        LeftOut,
    }

    public IReadOnlyList<AdoptionBucket> Buckets => _buckets;

    /// <summary>Rows of the report about nobody in the directory: deleted since.</summary>
    public int Strangers { get; private set; }

    /// <summary>The oldest refresh that a row named.</summary>
    public DateTimeOffset? ReportUpdated { get; private set; }

    /// <summary>A slice is there even if nobody is in it.</summary>
    public int Slice(int group, string? value)
    {
        if (!_bucketIndex.TryGetValue((group, value), out var index))
        {
            index = _buckets.Count;
            _bucketIndex.Add((group, value), index);
            _buckets.Add(new AdoptionBucket(group, value));
        }

        return index;
    }

    /// <summary>Counts a user of the directory in a slice; the same user may come again for another one.</summary>
    public void AddUser(AdoptionUser user, int slice, bool leftOut)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_people, IdOf(user.Id), out var known);
        if (known && _sets[entry.Set].Contains(slice))
        {
            return;
        }

        entry.Set = With(entry.Set, slice);
        entry.Kind = user switch
        {
            _ when leftOut => Kind.LeftOut,
            { AccountEnabled: false } => Kind.Disabled,
            _ when IsGuest(user.UserType) => Kind.Guest,
            _ => Kind.Counted,
        };
        var bucket = _buckets[slice];
        bucket.Users += entry.Kind == Kind.Counted ? 1 : 0;
        bucket.Disabled += entry.Kind == Kind.Disabled ? 1 : 0;
        bucket.Guests += entry.Kind == Kind.Guest ? 1 : 0;
        bucket.LeftOut += entry.Kind == Kind.LeftOut ? 1 : 0;
        bucket.EnabledUnknown += entry.Kind == Kind.Counted && user.AccountEnabled is null ? 1 : 0;
    }

    /// <summary>Counts a row of the report.</summary>
    /// <param name="slice">Where to count somebody whom the directory did not name; <see langword="null"/>: nowhere, the directory was read.</param>
    public void SeeRow(RegistrationRow row, int? slice, bool leftOut, AllowedMethods? allowed)
    {
        if (row.ReportUpdatedDateTime is { } updated && (ReportUpdated is null || updated < ReportUpdated))
        {
            ReportUpdated = updated;
        }

        if (slice is { } index)
        {
            AddUser(new AdoptionUser { Id = row.Id, UserType = row.UserType, AccountEnabled = true }, index, leftOut);
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_people, IdOf(row.Id));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry))
        {
            Strangers++;
            return;
        }

        if (entry.Kind != Kind.Counted || entry.Seen.HasFlag(Seen.InReport))
        {
            return;
        }

        entry.Seen |= Seen.InReport;
        var usable = ReportedMethods.HasUsable(row.MethodsRegistered, row.IsSsprRegistered, row.IsAdmin == true, allowed);
        foreach (var bucket in _sets[entry.Set].Select(number => _buckets[number]))
        {
            bucket.InReport++;
            bucket.InScope.Add(row.IsSsprEnabled);
            bucket.Usable.Add(usable);
            bucket.Registered.Add(row.IsSsprRegistered);
            bucket.Capable.Add(row.IsSsprCapable);
        }
    }

    /// <summary>Counts a reset. What failed, and what happened to somebody who is not counted, is none.</summary>
    public void SeeReset(SsprEvent reset)
    {
        if (!reset.IsSuccess || reset.Kind is not (SsprEventKind.Reset or SsprEventKind.AdminReset) || !Guid.TryParse(reset.UserId, out var id))
        {
            return;
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_people, id);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry) || entry.Kind != Kind.Counted)
        {
            return;
        }

        var self = reset.Kind == SsprEventKind.Reset;
        var flag = self ? Seen.SelfService : Seen.Helpdesk;
        var first = entry.Seen.HasFlag(flag) ? 0 : 1;
        entry.Seen |= flag;
        foreach (var bucket in _sets[entry.Set].Select(number => _buckets[number]))
        {
            bucket.SelfServiceResets += self ? 1 : 0;
            bucket.SelfServiceUsers += self ? first : 0;
            bucket.HelpdeskResets += self ? 0 : 1;
            bucket.HelpdeskUsers += self ? 0 : first;
        }
    }

    private static bool IsGuest(string? type) => string.Equals(type, "guest", StringComparison.OrdinalIgnoreCase);

    private static Guid IdOf(string text) => Guid.TryParse(text, out var id) ? id : throw new SsprException(
        SsprErrorId.UnexpectedAnswer, $"The service named a user by '{text}', which is no object id.", "Run the command again; if it stays so, report it.", text);

    private int With(int set, int bucket)
    {
        if (!_larger.TryGetValue((set, bucket), out var larger))
        {
            larger = _sets.Count;
            _sets.Add([.. _sets[set], bucket]);
            _larger.Add((set, bucket), larger);
        }

        return larger;
    }

    private struct Entry
    {
        public int Set;
        public Kind Kind;
        public Seen Seen;
    }
}
