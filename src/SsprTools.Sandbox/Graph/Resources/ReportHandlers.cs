using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The registration report (graph.md 1.10): the tenant as it was one report lag ago.</summary>
internal sealed class ReportHandlers(Service service)
{
    public IEnumerable<GraphRoute> Routes()
    {
        const string Path = "reports/authenticationMethods/userRegistrationDetails";
        string[] options = ["$select", "$filter", "$top", "$orderby", "$count", "$skiptoken"];
        yield return new GraphRoute("GET", Path, Permissions.ReportsRead, List) { Options = options, IsBudgeted = true, NeedsPremium = true, KeepsOwnState = true };
        yield return new GraphRoute("GET", Path + "/{id}", Permissions.ReportsRead, Get) { Options = ["$select"], IsBudgeted = true, NeedsPremium = true, KeepsOwnState = true };
    }

    private QueryRules Rules => new()
    {
        DefaultPage = service.Options.ReportPage,
        MaxPage = service.Options.ReportPage,
        ClampsTop = true,
        OrderBy = ["userPrincipalName", "userDisplayName"],
        Filter = new Dictionary<string, string>
        {
            ["userPrincipalName"] = "eq startswith",
            ["userDisplayName"] = "eq startswith",
            ["isMfaCapable"] = "eq",
            ["isMfaRegistered"] = "eq",
            ["isSsprEnabled"] = "eq",
            ["isSsprRegistered"] = "eq",
            ["isSsprCapable"] = "eq",
            ["isPasswordlessCapable"] = "eq",
            ["methodsRegistered"] = "eq",
        },
    };

    private GraphResult List(GraphRequest request)
    {
        (TenantState state, DateTimeOffset time, IReadOnlyList<User> users) = Snapshot(request);
        ReportRow rows = new(state, time, service.Switches);
        return service.Listing.Page(request, new ListSource<User>(users, rows.Shape, Rules, "reports/authenticationMethods/userRegistrationDetails")
        {
            Version = state.Version,
            Ticks = time.Ticks,
            Where = IsListed,
            FastWriter = rows.Write,
        });
    }

    private GraphResult Get(GraphRequest request)
    {
        (TenantState state, DateTimeOffset time, IReadOnlyList<User> users) = Snapshot(request);
        User? user = Guid.TryParse(request["id"], out Guid id) ? state.Users.Find(id) : null;
        if (user is null || !IsListed(user) || (users != state.Users.InOrder && !users.Any(listed => listed.Id == user.Id)))
        {
            throw Errors.NotFound(request["id"]);
        }

        Shape<User> shape = new ReportRow(state, time, service.Switches).Shape;
        ParsedQuery<User> query = ParsedQuery<User>.Of(request, shape, Rules, countNeedsEventual: false);
        return GraphResult.Ok(writer => shape.WriteEntity(
            writer, user, $"{request.Root}/$metadata#reports/authenticationMethods/userRegistrationDetails/$entity", query.Select));
    }

    /// <summary>The users as they were, the disabled ones among them. A chain of pages goes on in the state it began with.</summary>
    internal (TenantState State, DateTimeOffset Time, IReadOnlyList<User> Users) Snapshot(GraphRequest request)
    {
        SkipToken? token = request.Query["$skiptoken"] is { } text ? SkipToken.Parse(text) : null;
        DateTimeOffset time = token is null ? service.Store.ReportTime() : new DateTimeOffset(token.Ticks, TimeSpan.Zero);
        TenantState state = token is null
            ? service.Store.AsOf(time)
            : service.Store.FindVersion(token.Version) ?? throw Errors.ExpiredPage();
        IReadOnlyList<User> users = state.Users.InOrder;
        return service.Faults.TakeWithTarget(FaultNames.ReportRowMissing) is { } fault
            ? (state, time, [.. users.Where(user => !fault.Matches([user.UserPrincipalName, user.Id.ToString(), user.DisplayName]))])
            : (state, time, users);
    }

    // Disabled users are not in the report (graph.md 1.10).
    internal static bool IsListed(User user) => user.AccountEnabled;
}
