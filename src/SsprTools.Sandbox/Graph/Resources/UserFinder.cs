using SsprTools.Sandbox.Graph.Http;
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
}
