using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Authentication;

namespace SsprTools.Benchmarks;

/// <summary>The Graph SDK as its documentation shows it: the first page, then a PageIterator.</summary>
internal static class PageIteratorRead
{
    public static async Task<long> CountAsync(HttpClient http, Uri address)
    {
        using var client = new GraphServiceClient(http, new AnonymousAuthenticationProvider(), new Uri(address, "v1.0").ToString());
        long rows = 0;
        var first = await client.Reports.AuthenticationMethods.UserRegistrationDetails.GetAsync(request => request.QueryParameters.Select =
        [
            "id", "userPrincipalName", "userDisplayName", "userType", "isAdmin", "isSsprEnabled", "isSsprRegistered", "isSsprCapable",
            "methodsRegistered", "lastUpdatedDateTime",
        ]);
        var iterator = PageIterator<UserRegistrationDetails, UserRegistrationDetailsCollectionResponse>.CreatePageIterator(client, first!, _ =>
        {
            rows++;
            return true;
        });
        await iterator.IterateAsync();
        return rows;
    }
}
