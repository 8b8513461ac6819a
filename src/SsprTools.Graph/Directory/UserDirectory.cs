using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>Finds users. Permission: User.Read.All.</summary>
public sealed class UserDirectory(SsprConnection connection)
{
    internal static readonly string[] Properties =
    [
        "id", "userPrincipalName", "displayName", "accountEnabled", "userType", "usageLocation", "employeeType",
        "onPremisesSyncEnabled", "createdDateTime", "lastPasswordChangeDateTime", "passwordProfile", "assignedLicenses",
    ];

    /// <summary>The user, or <see langword="null"/> if there is none.</summary>
    /// <param name="identity">UPN or object id.</param>
    public async Task<DirectoryUser?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        try
        {
            var user = await connection.Directory.Users[identity]
                .GetAsync(request => request.QueryParameters.Select = Properties, cancellationToken).ConfigureAwait(false);
            return user is null ? null : FromGraph(user);
        }
        catch (GraphException error) when (error.Error.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The user.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/></exception>
    public async Task<DirectoryUser> GetAsync(string identity, CancellationToken cancellationToken) =>
        await FindAsync(identity, cancellationToken).ConfigureAwait(false) ?? throw NotFound(identity);

    internal static SsprException NotFound(string identity) => new(
        SsprErrorId.UserNotFound,
        $"There is no user '{identity}' in this tenant.",
        "Check the spelling and the tenant (Get-SsprContext). A user created seconds ago may take a moment to appear.",
        identity);

    internal static DirectoryUser FromGraph(User user) => new()
    {
        Id = user.Id ?? "",
        UserPrincipalName = user.UserPrincipalName ?? "",
        DisplayName = user.DisplayName,
        AccountEnabled = user.AccountEnabled,
        UserType = user.UserType,
        UsageLocation = user.UsageLocation,
        EmployeeType = user.EmployeeType,
        OnPremisesSyncEnabled = user.OnPremisesSyncEnabled,
        CreatedDateTime = user.CreatedDateTime,
        LastPasswordChangeDateTime = user.LastPasswordChangeDateTime,
        ForceChangePasswordNextSignIn = user.PasswordProfile?.ForceChangePasswordNextSignIn,
        AssignedSkuIds = [.. (user.AssignedLicenses ?? []).Select(license => license.SkuId).OfType<Guid>()],
    };
}
