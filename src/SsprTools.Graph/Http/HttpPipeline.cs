using System.Net;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>Builds the one handler pipeline of an API: guard, errors, retry with budget, token, socket, from the outside in.</summary>
internal static class HttpPipeline
{
    public static HttpClient Create(Uri home, ITokenSource tokens, ServiceClock clock, HttpMessageHandler? socket = null, CloudEnvironment? cloud = null, RequestBudget? budget = null, RequestLimits? limits = null)
    {
        socket ??= new SocketsHttpHandler
        {
            // A redirect could carry the token elsewhere; Graph's APIs used here never need one.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            UseCookies = false,
        };
        var single = new TokenHandler(tokens, home, new ServiceTimeHandler(clock, socket));
        var pipeline = new MemberDeleteGuard(new ErrorHandler(clock, new RetryHandler(clock, limits ?? RequestLimits.Default, budget, single)));
        return new HttpClient(cloud is null ? pipeline : new CloudGuard(cloud, pipeline))
        {
            BaseAddress = home,
            // Time limits are the caller's: a throttled request may rightly take minutes.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
