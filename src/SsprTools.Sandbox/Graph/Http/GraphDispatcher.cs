using SsprTools.Sandbox.Budgets;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Graph.Resources;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Takes a request through token, route, permission and options to its handler. Used by single requests and batch steps alike.</summary>
internal sealed class GraphDispatcher
{
    private readonly Service _service;
    private readonly TokenService _tokens;
    private readonly BudgetSet _budgets;
    private readonly RouteTree _routes = new();
    private readonly RouteTree _beta = new();

    public GraphDispatcher(Service service, TokenService tokens, BudgetSet budgets)
    {
        (_service, _tokens, _budgets) = (service, tokens, budgets);
        foreach (GraphRoute route in AllRoutes.Of(service))
        {
            (route.IsBeta ? _beta : _routes).Add(route);
        }
    }

    public GraphResult Dispatch(GraphRequest request)
    {
        try
        {
            return Handle(request).With(request.BudgetHeaders);
        }
        catch (GraphError error)
        {
            return Failed(request, error).With(request.BudgetHeaders);
        }
        catch (TenantRuleException broken)
        {
            return Failed(request, RuleErrors.Of(broken, _service.Switches)).With(request.BudgetHeaders);
        }
    }

    public GraphResult Failed(GraphRequest request, GraphError error) => ErrorWriter.Result(
        error, request.RequestId, request.ClientRequestId, _service.Clock.Now, _service.Switches.InnerErrorName);

    /// <summary>The checked token of a request that is not routed here, such as a batch.</summary>
    public AccessToken Authenticate(GraphRequest request)
    {
        string? header = request.Headers.GetValueOrDefault("Authorization");
        string? token = header?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? header[7..].Trim() : null;
        TokenFailure failure = _tokens.Check(token, Audiences.Graph, out AccessToken? found);
        return failure == TokenFailure.None ? found! : throw Errors.Token(failure);
    }

    private GraphResult Handle(GraphRequest request)
    {
        request.Token = Authenticate(request);
        GraphRoute route = FindRoute(request);
        request.Query = RawQuery.Parse(request.QueryString);
        CheckAccess(request, route);
        TakeFromBudget(request, route);
        if (route.NeedsPremium && !HasPremium(_service.Store.Current))
        {
            throw Errors.NotPremium();
        }

        CheckOptions(request, route);
        request.State = request.Query["$skiptoken"] is { } token && !route.KeepsOwnState
            ? StateOf(SkipToken.Parse(token))
            : _service.Store.ForDirectoryRead();
        return route.Handler(request);
    }

    private void TakeFromBudget(GraphRequest request, GraphRoute route)
    {
        TenantState state = _service.Store.Current;
        BudgetVerdict verdict = route.IsBudgeted
            ? _budgets.TakeReport(request.Token.AppId)
            : _budgets.TakeDirectory(
                request.Token.AppId, state.Info.Id, state.Users.Count, ResourceUnits.Of(route, request.Query), ResourceUnits.IsWrite(route));
        request.BudgetHeaders = verdict.Headers;
        if (verdict.Wait is { } wait)
        {
            throw Throttling.OverBudget(wait, verdict.Refuser!);
        }
    }

    private GraphRoute FindRoute(GraphRequest request)
    {
        string[] segments = PathSegments.Of(request.Path);
        Dictionary<string, string> values = [];
        string unknown = segments.FirstOrDefault() ?? "";

        IReadOnlyDictionary<string, GraphRoute>? routes = (request.Version == "beta" ? _beta : _routes).Find(segments, values, out unknown);
        if (routes is null)
        {
            throw Errors.UnknownSegment(unknown, _service.Switches.UnknownSegmentStatus);
        }

        if (request.Token.IsApp && segments[0].Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            throw new GraphError(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
        }

        request.Values = values;
        return routes.TryGetValue(request.Method, out GraphRoute? route) ? route : throw Errors.MethodNotAllowed();
    }

    private void CheckAccess(GraphRequest request, GraphRoute route)
    {
        bool isSelf = route.UserValue is not null && !request.Token.IsApp && IsCaller(request, route.UserValue);
        if (!route.Access.IsPermitted(request.Token, isSelf)
            || (!isSelf && _service.Switches.RolesChecked && !route.Access.HasRole(request.Token)))
        {
            throw Errors.Denied(route.Access.Denial);
        }
    }

    private bool IsCaller(GraphRequest request, string valueName) =>
        !request.Values.TryGetValue(valueName, out string? named)
        || _service.Store.Current.FindUser(named)?.Id == request.Token.ObjectId;

    private static void CheckOptions(GraphRequest request, GraphRoute route)
    {
        foreach ((string name, _) in request.Query.Items)
        {
            if (route.Options.Contains(name))
            {
                continue;
            }

            throw name.StartsWith('$')
                ? Errors.InvalidQuery($"Query option '{name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property.")
                : Errors.InvalidQuery($"The query parameter '{name}' is not supported.");
        }
    }

    private TenantState StateOf(SkipToken token) =>
        token.Version == 0 ? _service.Store.ForDirectoryRead() : _service.Store.FindVersion(token.Version) ?? throw Errors.ExpiredPage();

    private static bool HasPremium(TenantState state) => state.Info.Skus.Any(sku => sku.HasPlan(ProductCatalog.PremiumP1.Id)
        || sku.HasPlan(ProductCatalog.PremiumP2.Id));
}
