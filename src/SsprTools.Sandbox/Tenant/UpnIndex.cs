using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>User principal names without regard to case; those of generated users are worked out until they change.</summary>
internal sealed class UpnIndex
{
    public static readonly UpnIndex Empty = Of([], null);

    private readonly ImmutableDictionary<string, Guid> _ids;
    private readonly ImmutableHashSet<string> _gone;
    private readonly IGenerated<User>? _source;

    private UpnIndex(ImmutableDictionary<string, Guid> ids, ImmutableHashSet<string> gone, IGenerated<User>? source) =>
        (_ids, _gone, _source) = (ids, gone, source);

    public static UpnIndex Of(IEnumerable<User> users, IGenerated<User>? generated) => new(
        users.ToImmutableDictionary(user => user.UserPrincipalName, user => user.Id, StringComparer.OrdinalIgnoreCase),
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase), generated);

    public bool TryGetValue(string upn, out Guid id)
    {
        if (_ids.TryGetValue(upn, out id))
        {
            return true;
        }

        int index = _source is null || _gone.Contains(upn) ? -1 : _source.IndexOf(upn);
        id = index < 0 ? Guid.Empty : _source!.IdAt(index);
        return index >= 0;
    }

    public UpnIndex Add(string upn, Guid id) => new(_ids.Add(upn, id), _gone, _source);

    public UpnIndex Remove(string upn) =>
        _ids.ContainsKey(upn) ? new(_ids.Remove(upn), _gone, _source) : new(_ids, _gone.Add(upn), _source);
}
