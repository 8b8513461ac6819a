using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>
/// Beta's reports/authenticationMethods/userEventsSummary (graph.md 1.11), made from the audit log and as late as that. The method of a reset is
/// the last one that was passed, or begun when none was. As documented, id is the user's.
/// </summary>
internal sealed class UserEventHandlers(Service service)
{
    private const string Path = "reports/authenticationMethods/userEventsSummary";
    private const string Started = "User started the ";
    private const string Completed = "User completed the ";

    private static readonly Dictionary<string, string> s_methods = new(StringComparer.Ordinal)
    {
        ["email"] = "email", ["mobile SMS"] = "mobileSMS", ["mobile voice call"] = "mobileCall", ["office voice call"] = "officePhone",
        ["security questions"] = "securityQuestion", ["mobile app notification"] = "appNotification", ["mobile app code"] = "appCode",
        ["phone"] = "mobileSMS", ["authenticator app"] = "appNotification",
    };

    private static readonly Shape<UserEvent> s_shape = new("userEventsSummary",
    [
        new("id", row => row.UserId),
        new("feature", row => row.Feature),
        new("userPrincipalName", row => row.UserPrincipalName),
        new("userDisplayName", row => row.UserDisplayName),
        new("isSuccess", row => row.IsSuccess),
        new("authMethod", row => row.AuthMethod),
        new("failureReason", row => row.FailureReason),
        new("eventDateTime", row => row.Time),
    ]);

    private static readonly QueryRules s_rules = new()
    {
        DefaultPage = 1000,
        MaxPage = 1000,
        Filter = new Dictionary<string, string>
        {
            ["feature"] = "eq", ["isSuccess"] = "eq", ["failureReason"] = "eq", ["authMethod"] = "eq", ["userDisplayName"] = "eq", ["userPrincipalName"] = "eq",
        },
    };

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", Path, Permissions.ReportsRead, List)
        {
            Options = ["$filter", "$top", "$skiptoken", "$select"], IsBudgeted = true, NeedsPremium = true, IsBeta = true,
        };
    }

    private GraphResult List(GraphRequest request)
    {
        DateTimeOffset? since = request.Query["$skiptoken"] is { } token ? new DateTimeOffset(SkipToken.Parse(token).Ticks, TimeSpan.Zero) : null;
        (IReadOnlyList<AuditEvent> entries, DateTimeOffset until) = service.Store.Audit.Visible(since);
        ILookup<Guid, AuditEvent> flows = entries.ToLookup(entry => entry.CorrelationId);
        List<UserEvent> rows = [.. entries.Select(entry => RowOf(entry, flows)).OfType<UserEvent>()];
        return service.Listing.Page(request, new ListSource<UserEvent>(rows, s_shape, s_rules, Path) { Ticks = until.Ticks });
    }

    private static UserEvent? RowOf(AuditEvent entry, ILookup<Guid, AuditEvent> flows) => entry.Activity switch
    {
        "Reset password (self-service)" => Row(entry, "reset", MethodOf(flows[entry.CorrelationId])),
        "User registered security info" => Row(entry, "registration", Registered(entry.ResultReason)),
        _ => null,
    };

    private static UserEvent Row(AuditEvent entry, string feature, string method)
    {
        AuditTarget user = entry.Targets[0];
        bool isSuccess = entry.Result == "success";
        return new UserEvent(user.Id, user.UserPrincipalName, user.DisplayName, feature, method, isSuccess, isSuccess ? "" : entry.ResultReason, entry.Time);
    }

    // Entries come newest first.
    private static string MethodOf(IEnumerable<AuditEvent> flow) =>
        Named(flow, Completed) ?? Named(flow, Started) ?? "unknownFutureValue";

    private static string? Named(IEnumerable<AuditEvent> flow, string beginning) => flow
        .Where(entry => entry.ResultReason.StartsWith(beginning, StringComparison.Ordinal))
        .Select(entry => entry.ResultReason[beginning.Length..].Replace(" verification option", "", StringComparison.Ordinal).Trim())
        .Select(name => s_methods.GetValueOrDefault(name))
        .FirstOrDefault(method => method is not null);

    private static string Registered(string reason) => s_methods
        .Where(method => reason.Contains($"registered {method.Key} method", StringComparison.Ordinal))
        .Select(method => method.Value)
        .FirstOrDefault() ?? "unknownFutureValue";
}
