using System.Text.Json;

namespace SsprTools.Benchmarks;

/// <summary>The floor: the stream into source-generated JSON, page after page, and nothing else.</summary>
internal static class BareRead
{
    internal const string Path = "v1.0/reports/authenticationMethods/userRegistrationDetails?$select=id,userPrincipalName,userDisplayName,userType,isAdmin,"
        + "isSsprEnabled,isSsprRegistered,isSsprCapable,methodsRegistered,lastUpdatedDateTime";

    public static async Task<long> CountAsync(HttpClient http)
    {
        long rows = 0;
        for (var next = new Uri(Path, UriKind.Relative); next is not null;)
        {
            using var stream = await http.GetStreamAsync(next);
            var page = await JsonSerializer.DeserializeAsync(stream, BareJson.Default.BarePage);
            rows += page!.Value.Count;
            next = page.NextLink is { } link ? new Uri(link) : null;
        }

        return rows;
    }
}
