using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Finds the user that an address names by id or UPN, or "me".</summary>
internal static class UserFinder
{
    public static User Find(GraphRequest request, TenantState state)
    {
        if (request.Values.TryGetValue("id", out string? named) && named != "me")
        {
            return state.FindUser(named) ?? throw Errors.NotFound(named);
        }

        return request.Token.ObjectId is { } id && state.Users.Find(id) is { } user
            ? user
            : throw Errors.NotFound(request.Token.ObjectId?.ToString() ?? "me");
    }

    /// <summary>The users with one of these ids or UPNs, in the order of all users; <see langword="null"/>: they are not known by this property.</summary>
    public static IReadOnlyList<User>? Find(TenantState state, NamedValues named)
    {
        Func<string, User?>? find = named.Property switch
        {
            // As an id is written, and no other form: it is compared as text.
            "id" => text => Guid.TryParseExact(text, "D", out Guid id) ? state.Users.Find(id) : null,
            "userPrincipalName" => text => state.UserIdsByUpn.TryGetValue(text, out Guid id) ? state.Users.Find(id) : null,
            _ => null,
        };
        return find is null ? null
            : [.. named.Values.Select(value => value is null ? null : find($"{value}")).OfType<User>().DistinctBy(user => user.Id).OrderBy(user => user.Sequence)];
    }
}
