using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Reads what many users hold now, in batches. Permissions: UserAuthenticationMethod.Read.All, User.Read.All.
/// </summary>
public sealed class HeldMethods(SsprConnection connection)
{
    /// <summary>Fills in what each user holds, or the error that befell this one.</summary>
    /// <param name="users">Those with an error already are passed over.</param>
    /// <param name="look">Whether each user is looked up too, so that both name and id are known. One known by an id alone always is.</param>
    /// <exception cref="SsprException">It befalls all users alike.</exception>
    public async Task ReadAsync(IReadOnlyList<MethodWork> users, bool look, CancellationToken cancellationToken)
    {
        var batch = new BatchClient(connection);
        var answers = batch.SendAsync(users.Where(user => user.Errors.Count == 0).SelectMany(user => Steps(user, look)), cancellationToken);
        var missing = new List<(MethodWork User, SsprException Error)>();
        await foreach (var answer in answers.ConfigureAwait(false))
        {
            Take(answer, missing);
        }

        await ExplainAsync(batch, missing, cancellationToken).ConfigureAwait(false);
        foreach (var user in users.Where(user => user.Errors.Count == 0))
        {
            user.Held = [.. user.Held.Select(method => method with { UserId = user.UserId, UserPrincipalName = user.Name })];
        }
    }

    private static IEnumerable<BatchStep<(MethodWork User, bool IsLook)>> Steps(MethodWork user, bool look)
    {
        if (user.UserPrincipalName is null || (look && user.UserId is null))
        {
            yield return Look(user);
        }

        yield return new((user, false), "GET", $"users/{user.Segment}/authentication/methods");
    }

    private static BatchStep<(MethodWork, bool)> Look(MethodWork user) => new((user, true), "GET", $"users/{user.Segment}?$select=id,userPrincipalName");

    private static void Take(BatchAnswer<(MethodWork User, bool IsLook)> answer, List<(MethodWork User, SsprException Error)> missing)
    {
        var user = answer.Key.User;
        try
        {
            if (answer.Key.IsLook)
            {
                var row = answer.Read(DirectoryJson.Default.DirectoryRow);
                (user.UserId, user.UserPrincipalName) = (row.Id, row.UserPrincipalName ?? user.UserPrincipalName);
                return;
            }

            user.Held = MethodRow.Whole(answer.Read(RegistrationJson.Default.PageMethodRow), user.UserId, user.Name);
        }
        catch (GraphException error) when (error.Error.Status == 404)
        {
            if (!missing.Exists(other => other.User == user))
            {
                missing.Add((user, error));
            }
        }
        catch (SsprException error)
        {
            user.Errors.Add(error);
        }
    }

    /// <summary>404: is it the user that is not there, or do only the methods of a new one not show yet?</summary>
    private static async Task ExplainAsync(BatchClient batch, List<(MethodWork User, SsprException Error)> missing, CancellationToken cancellationToken)
    {
        await foreach (var answer in batch.SendAsync(missing.Where(entry => entry.User.Errors.Count == 0).Select(entry => Look(entry.User)), cancellationToken).ConfigureAwait(false))
        {
            var user = answer.Key.Item1;
            user.Errors.Add(answer switch
            {
                { IsDone: true } => new SsprException(
                    SsprErrorId.UnexpectedAnswer,
                    $"{user.Name} exists, but the service does not show the authentication methods yet, as happens with new users.",
                    "Run the command again in a minute.",
                    user.Name,
                    missing.Find(entry => entry.User == user).Error),
                { GraphError.Status: 404 } => UserDirectory.NotFound(user.Identity),
                _ => answer.Error!,
            });
        }
    }
}
