using System.Globalization;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>How many users a tenant has, in one request.</summary>
internal static class UserCount
{
    /// <returns><see langword="null"/> if that may not be read.</returns>
    public static async Task<long?> ReadAsync(SsprConnection connection, bool enabledOnly, CancellationToken cancellationToken)
    {
        try
        {
            var path = "v1.0/users/$count" + (enabledOnly ? "?$filter=accountEnabled%20eq%20true" : "");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            // $count is an advanced query (facts/graph.md 1.3).
            request.Headers.Add("ConsistencyLevel", "eventual");
            using var response = await connection.GraphHttp.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.GraphRequestFailed or SsprErrorId.NotInThisCloud)
        {
            return null;
        }
    }
}
