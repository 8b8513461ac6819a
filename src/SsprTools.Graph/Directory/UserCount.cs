using System.Globalization;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>How many users a tenant has, in one request.</summary>
internal static class UserCount
{
    /// <returns><see langword="null"/> if that may not be read.</returns>
    public static Task<long?> ReadAsync(SsprConnection connection, bool enabledOnly, CancellationToken cancellationToken) =>
        ReadAsync(connection, enabledOnly, null, cancellationToken);

    /// <param name="createdUntil">Only users who were there then; <see langword="null"/>: whenever they came.</param>
    /// <inheritdoc cref="ReadAsync(SsprConnection, bool, CancellationToken)"/>
    public static async Task<long?> ReadAsync(SsprConnection connection, bool enabledOnly, DateTimeOffset? createdUntil, CancellationToken cancellationToken)
    {
        try
        {
            string[] conditions =
            [
                .. enabledOnly ? (string[])["accountEnabled eq true"] : [],
                // A date alone is refused: the time belongs to it.
                .. createdUntil is { } time ? (string[])[string.Create(CultureInfo.InvariantCulture, $"createdDateTime le {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")] : [],
            ];
            var path = "v1.0/users/$count" + (conditions.Length == 0 ? "" : "?" + ODataText.Option("$filter", string.Join(" and ", conditions)));
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
