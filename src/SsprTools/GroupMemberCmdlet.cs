using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools;

/// <summary>
/// What adding and removing members share: the group and its members are read once; who is to be added or removed is gathered as it comes through the
/// pipeline, looked up in batches, changed twenty at a time, read back, and reported in its order. Who is as wanted already is not asked for, so
/// that a run that was cut off goes on where it was.
/// </summary>
public abstract class GroupMemberCmdlet : ConnectedCmdlet
{
    // Each time the group is read back, so as seldom as the person's patience allows.
    private const int ChunkSize = 1000;

    private readonly List<string> _waiting = [];
    private readonly Dictionary<string, bool> _present = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SsprGroupMember> _known = new(StringComparer.OrdinalIgnoreCase);
    private DirectoryGroup? _group;
    private GroupMembership? _membership;
    private MemberDirectory? _members;

    /// <summary>The group, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    /// <summary>Users, or groups by object id.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Member { get; set; } = [];

    /// <summary>Whether the members shall be in the group afterwards.</summary>
    private protected abstract bool Present { get; }

    private protected abstract string Describe(SsprGroupMember member, DirectoryGroup group);

    private protected abstract Task<IReadOnlyList<SsprMemberChange>> ChangeAsync(
        GroupMembership membership, DirectoryGroup group, IReadOnlyList<SsprGroupMember> members, CancellationToken cancellationToken);

    protected override async Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        _membership = new GroupMembership(Tenant);
        _members = new MemberDirectory(Tenant);
        _group = await new GroupDirectory(Tenant).GetAsync(Identity!.Value, cancellationToken).ConfigureAwait(false);
        GroupMembership.RequireAssigned(_group);
        await foreach (var page in _membership.ReadAsync(_group, transitive: false, cancellationToken).ConfigureAwait(false))
        {
            foreach (var member in page)
            {
                _present[member.Id] = true;
                _known[member.Id] = member;
                if (member.UserPrincipalName is { } upn)
                {
                    _known[upn] = member;
                }
            }
        }
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        foreach (var reference in Member)
        {
            _waiting.Add(reference.Value);
            if (_waiting.Count == ChunkSize)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        string[] identities = [.. _waiting];
        _waiting.Clear();
        var found = await _members!.GetManyAsync(
            identities.Where(identity => !_known.ContainsKey(identity)).Distinct(StringComparer.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        if (found.Values.FirstOrDefault(entry => entry.Error is not null && ErrorFactory.EndsCommand(entry.Error)).Error is { } fatal)
        {
            throw fatal;
        }

        var toChange = new List<SsprGroupMember>();
        var outcomes = identities.Select(identity => _known.TryGetValue(identity, out var known)
            ? (Identity: identity, Member: known, Error: (SsprException?)null, Change: Decide(known, toChange))
            : (Identity: identity, found[identity].Member, found[identity].Error, Change: found[identity].Member is { } member ? Decide(member, toChange) : null)).ToList();
        var changes = toChange.Count == 0
            ? []
            : (await ChangeAsync(_membership!, _group!, toChange, cancellationToken).ConfigureAwait(false)).ToDictionary(change => change.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var (identity, member, error, change) in outcomes)
        {
            if (error is not null)
            {
                WriteErrors([error], identity);
            }
            else if (change is not null)
            {
                WriteObject(change);
            }
            else if (changes.GetValueOrDefault(member!.Id) is { } done)
            {
                WriteObject(done);
                if (done is { Status: ChangeStatus.Unverified, Error: null })
                {
                    WriteWarning($"{done.UserPrincipalName ?? done.DisplayName ?? done.Id}: {done.Remarks[0]}");
                }
            }
        }

        foreach (var error in changes.Values.Where(change => change.Error is not null).GroupBy(change => change.Error))
        {
            WriteErrors([error.Key], string.Join(", ", error.Select(change => change.UserPrincipalName ?? change.Id)));
        }
    }

    /// <summary>The outcome of who needs no change; <see langword="null"/>: it is in the list now, or nobody agreed.</summary>
    private SsprMemberChange? Decide(SsprGroupMember member, List<SsprGroupMember> toChange)
    {
        if (_present.GetValueOrDefault(member.Id) == Present)
        {
            return SsprMemberChange.Of(_group!, member, ChangeStatus.Unchanged);
        }

        if (ShouldChange(Tenant, $"group '{_group!.DisplayName}'", Describe(member, _group)))
        {
            _present[member.Id] = Present;
            toChange.Add(member);
        }

        return null;
    }
}
