namespace SsprTools.Graph.Http;

/// <summary>Holds back what the tenant's <see cref="RequestBudget"/> has no room for yet; each try of a request counts.</summary>
internal sealed class BudgetHandler(RequestBudget budget, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RequestBudget.Counts(request.RequestUri!.AbsolutePath))
        {
            await budget.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
