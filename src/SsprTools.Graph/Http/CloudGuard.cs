using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>Refuses what the connected cloud lacks before it is sent, with the reason; the service itself would only say 404.</summary>
internal sealed class CloudGuard(CloudEnvironment cloud, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(cloud, request.Method.Method, request.RequestUri!.AbsolutePath);
        return base.SendAsync(request, cancellationToken);
    }

    /// <exception cref="SsprException"><see cref="SsprErrorId.NotInThisCloud"/></exception>
    internal static void Check(CloudEnvironment cloud, string method, string path)
    {
        if (cloud.Lacks.FirstOrDefault(gap => gap.Matches(method, path)) is { } gap)
        {
            throw new SsprException(
                SsprErrorId.NotInThisCloud,
                $"The cloud {cloud.Name} has no {gap.Reason}; {gap.Method} /{gap.Path} was not sent.",
                gap.Instead,
                cloud.Name);
        }
    }
}
