namespace SsprTools.Graph.Http;

/// <summary>
/// Lets no request pass that would delete an object where somebody meant a membership: <c>DELETE /groups/{id}/members/{id}</c> without
/// <c>/$ref</c> deletes the user itself. Source: facts/graph.md 1.3.
/// </summary>
internal sealed class MemberDeleteGuard(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] s_relations = ["members", "owners", "transitiveMembers", "memberOf", "transitiveMemberOf"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
        {
            Check(request.RequestUri!);
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <exception cref="InvalidOperationException">The address of a DELETE is an object's where a membership must be meant.</exception>
    internal static void Check(Uri address)
    {
        if (DeletesTheMember(address))
        {
            throw new InvalidOperationException($"DELETE {address.AbsolutePath} was not sent: it would delete the object, not its membership.");
        }
    }

    internal static bool DeletesTheMember(Uri address)
    {
        var segments = Uri.UnescapeDataString(address.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var relation = Array.FindLastIndex(segments, segment => s_relations.Contains(segment, StringComparer.OrdinalIgnoreCase));
        // Also a cast behind the id (.../members/{id}/microsoft.graph.user) names the object itself.
        return relation >= 0 && segments.Length > relation + 1 && !string.Equals(segments[^1], "$ref", StringComparison.OrdinalIgnoreCase);
    }
}
