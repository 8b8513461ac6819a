namespace SsprTools.Graph.Http;

/// <summary>Holds back what the tenant's <see cref="RequestBudget"/> has no room for yet; each try of a request counts, and each request of a <c>$batch</c>.</summary>
internal sealed class BudgetHandler(RequestBudget budget, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var lease = await budget.WaitAsync(RequestCost.Of(request), WaitAsync, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        Task WaitAsync(TimeSpan delay, CancellationToken stop) =>
            RequestPause.ForAsync(new(request.Method.Method, request.RequestUri!.AbsolutePath, PauseReason.Budget, delay), budget.Clock, stop);
    }
}
