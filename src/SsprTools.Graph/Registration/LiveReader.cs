using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Reads what users hold now, in batches of 20, beside what the report says of them. Permission: UserAuthenticationMethod.Read.All.
/// </summary>
public sealed class LiveReader(SsprConnection connection)
{
    private int _answers;
    private int _refusals;

    /// <summary>Each user with its methods, in any order; or with the reason why they are not known, and the error.</summary>
    /// <param name="users">Rows, and users whom the report does not have.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.PermissionMissing"/>: the first batch was refused to everyone, as all others would be.</exception>
    public async IAsyncEnumerable<(LiveRegistration Row, SsprException? Error)> ReadAsync(
        IEnumerable<RegistrationAnswer> users, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = users.Select(LiveRegistration.Of)
            .Select(row => new BatchStep<LiveRegistration>(row, "GET", $"users/{ODataText.Segment(row.Id)}/authentication/methods"));
        await foreach (var answer in new BatchClient(connection).SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            if (answer.Error?.ErrorId == SsprErrorId.PermissionMissing && ++_refusals == BatchClient.MaxSteps && _answers == _refusals - 1)
            {
                throw answer.Error;
            }

            _answers++;
            yield return Read(answer);
        }
    }

    private (LiveRegistration Row, SsprException? Error) Read(BatchAnswer<LiveRegistration> answer)
    {
        var row = answer.Key;
        try
        {
            var user = new DirectoryUser { Id = row.Id, UserPrincipalName = row.UserPrincipalName };
            var held = MethodRow.Whole(answer.Read(RegistrationJson.Default.PageMethodRow), user);
            return (LiveComparison.Of(row, held, connection.Clock.Now), null);
        }
        catch (SsprException error)
        {
            return (row with { WhyLiveUnknown = error.Message }, error);
        }
    }
}
