using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Audit and sign-in logs, newest first (graph.md 1.12).</summary>
internal sealed class AuditHandlers(Service service)
{
    private static readonly string[] s_options = ["$filter", "$top", "$orderby", "$skiptoken", "$select", "$count"];

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "auditLogs/directoryAudits", Permissions.AuditsRead, Audits) { Options = s_options, IsBudgeted = true };
        yield return new GraphRoute("GET", "auditLogs/directoryAudits/{id}", Permissions.AuditsRead, Audit) { IsBudgeted = true };
        yield return new GraphRoute("GET", "auditLogs/signIns", Permissions.SignInsRead, SignIns)
        {
            Options = s_options, IsBudgeted = true, NeedsPremium = true,
        };
        yield return new GraphRoute("GET", "auditLogs/signIns/{id}", Permissions.SignInsRead, SignIn) { IsBudgeted = true, NeedsPremium = true };
    }

    private GraphResult Audits(GraphRequest request)
    {
        (IReadOnlyList<AuditEvent> rows, DateTimeOffset until) = Rows(request, service.Store.Audit.Visible);
        return service.Listing.Page(request, new ListSource<AuditEvent>(rows, AuditShapes.Audit, AuditShapes.AuditRules, "auditLogs/directoryAudits")
        {
            Ticks = until.Ticks,
        });
    }

    private GraphResult SignIns(GraphRequest request)
    {
        (IReadOnlyList<SignInEvent> rows, DateTimeOffset until) = Rows(request, service.Store.Audit.VisibleSignIns);
        return service.Listing.Page(request, new ListSource<SignInEvent>(rows, AuditShapes.SignIn, AuditShapes.SignInRules, "auditLogs/signIns")
        {
            Ticks = until.Ticks,
        });
    }

    private GraphResult Audit(GraphRequest request)
    {
        AuditEvent entry = service.Store.Audit.Visible(null).Entries.FirstOrDefault(item => item.Id == request["id"]) ?? throw Errors.NotFound(request["id"]);
        return GraphResult.Ok(writer => AuditShapes.Audit.WriteEntity(writer, entry, $"{request.Root}/$metadata#auditLogs/directoryAudits/$entity", null));
    }

    private GraphResult SignIn(GraphRequest request)
    {
        SignInEvent entry = service.Store.Audit.VisibleSignIns(null).Entries.FirstOrDefault(item => item.Id.ToString() == request["id"])
            ?? throw Errors.NotFound(request["id"]);
        return GraphResult.Ok(writer => AuditShapes.SignIn.WriteEntity(writer, entry, $"{request.Root}/$metadata#auditLogs/signIns/$entity", null));
    }

    /// <summary>Later pages see what the first page saw, so that new entries shift nothing.</summary>
    private static (IReadOnlyList<T> Rows, DateTimeOffset Until) Rows<T>(
        GraphRequest request, Func<DateTimeOffset?, (IReadOnlyList<T> Entries, DateTimeOffset Until)> visible) =>
        visible(request.Query["$skiptoken"] is { } token ? new DateTimeOffset(SkipToken.Parse(token).Ticks, TimeSpan.Zero) : null);
}
