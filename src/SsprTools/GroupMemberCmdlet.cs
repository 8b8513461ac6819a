using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools;

/// <summary>
/// What adding and removing members share: the group is looked up once, members are gathered as they come through the pipeline, and twenty
/// at a time are changed and read back.
/// </summary>
public abstract class GroupMemberCmdlet : ConnectedCmdlet
{
    private readonly List<SsprGroupMember> _waiting = [];
    private readonly Dictionary<string, bool> _present = new(StringComparer.OrdinalIgnoreCase);
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
        foreach (var id in await _membership.IdsAsync(_group.Id, cancellationToken).ConfigureAwait(false))
        {
            _present[id] = true;
        }
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        foreach (var reference in Member)
        {
            await ForItemAsync(reference.Value, () => TakeAsync(reference, cancellationToken)).ConfigureAwait(false);
        }
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private async Task TakeAsync(UserReference reference, CancellationToken cancellationToken)
    {
        var member = await _members!.GetAsync(reference.Value, cancellationToken).ConfigureAwait(false);
        if (_present.GetValueOrDefault(member.Id) == Present)
        {
            WriteObject(SsprMemberChange.Of(_group!, member, ChangeStatus.Unchanged));
            return;
        }

        if (!ShouldChange(Tenant, $"group '{_group!.DisplayName}'", Describe(member, _group)))
        {
            return;
        }

        _present[member.Id] = Present;
        _waiting.Add(member);
        if (_waiting.Count == GroupMembership.BindSize)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        SsprGroupMember[] members = [.. _waiting];
        _waiting.Clear();
        var changes = await ChangeAsync(_membership!, _group!, members, cancellationToken).ConfigureAwait(false);
        WriteObjects(changes);
        foreach (var change in changes.Where(change => change is { Status: ChangeStatus.Unverified, Error: null }))
        {
            WriteWarning($"{change.UserPrincipalName ?? change.DisplayName ?? change.Id}: {change.Remarks[0]}");
        }

        foreach (var error in changes.Where(change => change.Error is not null).GroupBy(change => change.Error))
        {
            WriteErrors([error.Key], string.Join(", ", error.Select(change => change.UserPrincipalName ?? change.Id)));
        }
    }
}
