using SsprTools.Graph.Connection;
using SsprTools.Graph.Registration;

namespace SsprTools.Rehearsal;

/// <summary>What the registration report says of one user.</summary>
internal static class ReportRow
{
    public static async Task<RegistrationRow> OfAsync(SsprConnection connection, string userId, CancellationToken cancellationToken)
    {
        await foreach (var answers in new RegistrationLookup(connection).OfUsersAsync([userId], cancellationToken).ConfigureAwait(false))
        {
            if (answers is [var answer, ..])
            {
                return answer.Row ?? throw answer.Error!;
            }
        }

        throw new InvalidOperationException($"Nothing was said of {userId}.");
    }
}
