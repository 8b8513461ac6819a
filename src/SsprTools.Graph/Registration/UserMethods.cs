using System.Text.Json;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Reads what a user holds now; the registration report tells the same hours later.
/// Permission: UserAuthenticationMethod.Read.All (or the granular UserAuthMethod-* ones for a part).
/// </summary>
public sealed class UserMethods(SsprConnection connection)
{
    /// <summary>The user's methods, in the order of <see cref="MethodKind"/>.</summary>
    public async Task<IReadOnlyList<UserMethod>> GetAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        using var response = await connection.GraphHttp
            .GetAsync(new Uri($"v1.0/users/{ODataText.Segment(user.Id)}/authentication/methods", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // A user has a handful; more than one page was never seen, and half a list must not pass for a whole one.
        return MethodRow.Whole(
            await JsonSerializer.DeserializeAsync(stream, RegistrationJson.Default.PageMethodRow, cancellationToken).ConfigureAwait(false), user);
    }
}
