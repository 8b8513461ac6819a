using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Tells whether the administrators' policy applies to a user: by active roles (through groups too) and by roles the user is eligible for.
/// Source: facts/graph.md 1.13, 3.9. The list of roles that count is long and grows; so every role whose name has "Administrator" or
/// "Admin" in it counts, none at all does not, and anything else (readers, inviters) is not known.
/// </summary>
internal sealed class AdministratorReader(SsprConnection connection)
{
    public Task<Fact<bool>> ReadAsync(DirectoryUser user, CancellationToken cancellationToken) =>
        new FactReading(connection).ReadAsync("directory roles, active and eligible", async () =>
        {
            var roles = await ActiveAsync(user, cancellationToken).ConfigureAwait(false);
            if (roles.Any(IsAdministrator))
            {
                return true;
            }

            foreach (var principal in await PrincipalsAsync(user, cancellationToken).ConfigureAwait(false))
            {
                if (await IsEligibleAsync(principal, cancellationToken).ConfigureAwait(false))
                {
                    // Which role it is would take another request; eligible for any role is rare enough to be called an administrator.
                    return true;
                }
            }

            return roles.Count == 0 ? false : throw new SsprException(
                SsprErrorId.UnexpectedAnswer,
                $"The user holds {string.Join(", ", roles)}; whether the administrators' policy counts that is not documented.",
                "See the list of roles in Microsoft Learn, concept-sspr-policy.");
        });

    private async Task<IReadOnlyList<string>> ActiveAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Users[user.Id].TransitiveMemberOf.GraphDirectoryRole
            .GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer is { Value: { } roles, OdataNextLink: null } ? [.. roles.Select(role => role.DisplayName ?? "a role without a name")] : throw new SsprException(
            SsprErrorId.UnexpectedAnswer, "The list of the user's roles came incomplete.", "Run the command again.");
    }

    /// <summary>The user and the groups through which a role can come; only role-assignable ones can carry any.</summary>
    private async Task<IReadOnlyList<string>> PrincipalsAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Users[user.Id].TransitiveMemberOf.GraphGroup.GetAsync(
            request =>
            {
                request.QueryParameters.Select = ["id", "isAssignableToRole"];
                request.QueryParameters.Top = 999;
            },
            cancellationToken).ConfigureAwait(false);
        return answer is { Value: { } groups, OdataNextLink: null }
            ? [user.Id, .. groups.Where(group => group.IsAssignableToRole == true).Select(group => group.Id).OfType<string>()]
            : throw new SsprException(SsprErrorId.UnexpectedAnswer, "The list of the user's groups came incomplete.", "Run the command again.");
    }

    private async Task<bool> IsEligibleAsync(string principalId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await connection.Directory.RoleManagement.Directory.RoleEligibilityScheduleInstances.GetAsync(
                request => request.QueryParameters.Filter = $"principalId eq {ODataText.Literal(principalId)}", cancellationToken).ConfigureAwait(false);
            return answer?.Value is { } found ? found.Count > 0 : throw new SsprException(
                SsprErrorId.UnexpectedAnswer, "The list of the user's eligible roles came incomplete.", "Run the command again.");
        }
        catch (GraphException error) when (error.Error is { Status: 400, Code: "AadPremiumLicenseRequired" })
        {
            // Without P2 there is no Privileged Identity Management, so nobody is eligible.
            return false;
        }
    }

    private static bool IsAdministrator(string role) => role.Contains("Admin", StringComparison.OrdinalIgnoreCase);
}
