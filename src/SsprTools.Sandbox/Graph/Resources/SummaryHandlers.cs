using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>usersRegisteredByFeature and usersRegisteredByMethod (graph.md 1.10).</summary>
internal sealed class SummaryHandlers(Service service, ReportHandlers report)
{
    private static readonly string[] s_types = ["all", "member", "guest"];
    private static readonly string[] s_roles = ["all", "privilegedAdmin", "admin", "user"];

    private static readonly DirectoryRole[] s_privileged =
    [
        DirectoryRoles.GlobalAdministrator, DirectoryRoles.PrivilegedRoleAdministrator, DirectoryRoles.PrivilegedAuthenticationAdministrator,
    ];

    public IEnumerable<GraphRoute> Routes()
    {
        foreach (string tail in new[] { "", "/{arguments}" })
        {
            yield return Route("usersRegisteredByFeature" + tail, ByFeature);
            yield return Route("usersRegisteredByMethod" + tail, ByMethod);
        }
    }

    private static GraphRoute Route(string name, Func<GraphRequest, GraphResult> handler) =>
        new("GET", "reports/authenticationMethods/" + name, Permissions.ReportSummaries, handler) { IsBudgeted = true, NeedsPremium = true };

    private GraphResult ByFeature(GraphRequest request)
    {
        (TenantState state, IEnumerable<User> users, string types, string roles) = Rows(request);
        ReportRow row = new(state, service.Store.ReportTime(), service.Switches);
        (string Feature, Func<User, bool> Has)[] features =
        [
            ("ssprRegistered", user => row.Shape.Get(user, "isSsprRegistered") is true),
            ("ssprEnabled", user => row.Shape.Get(user, "isSsprEnabled") is true),
            ("ssprCapable", user => row.Shape.Get(user, "isSsprCapable") is true),
            ("passwordlessCapable", _ => false),
            ("mfaCapable", user => ReportRow.IsMfaRegistered(user.Methods)),
        ];
        (int total, int[] counted) = (0, new int[features.Length]);
        foreach (User user in users)
        {
            total++;
            for (int index = 0; index < features.Length; index++)
            {
                counted[index] += features[index].Has(user) ? 1 : 0;
            }
        }

        List<(string Name, int Count)> counts = [.. features.Select((feature, index) => (feature.Feature, counted[index]))];
        return GraphResult.Ok(writer => Write(
            writer, request, "userRegistrationFeatureSummary", "userRegistrationFeatureCounts", "feature", (total, types, roles), counts));
    }

    private GraphResult ByMethod(GraphRequest request)
    {
        (_, IEnumerable<User> users, string types, string roles) = Rows(request);
        int total = 0;
        SortedDictionary<string, int> counted = new(StringComparer.Ordinal);
        foreach (User user in users)
        {
            total++;
            foreach (string name in ReportRow.MethodsOf(user.Methods))
            {
                counted[name] = counted.GetValueOrDefault(name) + 1;
            }
        }

        List<(string Name, int Count)> counts = [.. counted.Select(method => (method.Key, method.Value))];
        return GraphResult.Ok(writer => Write(
            writer, request, "userRegistrationMethodSummary", "userRegistrationMethodCounts", "authenticationMethod", (total, types, roles), counts));
    }

    private (TenantState State, IEnumerable<User> Users, string Types, string Roles) Rows(GraphRequest request)
    {
        (string types, string roles) = Arguments(request);
        (TenantState state, _, IReadOnlyList<User> all) = report.Snapshot(request);
        IEnumerable<User> users = all.Where(user => ReportHandlers.IsListed(user) && (types == "all" || (types == "guest") == user.IsGuest)
            && (roles == "all" || roles == RoleOf(state, user) || (roles == "admin" && RoleOf(state, user) == "privilegedAdmin")));
        return (state, users, types, roles);
    }

    private static string RoleOf(TenantState state, User user) =>
        !state.Scope.HoldsRole(user.Id) ? "user"
        : state.RolesOf(user.Id, includeEligible: true).Any(held => s_privileged.Any(role => role.TemplateId == held.RoleTemplateId)) ? "privilegedAdmin"
        : "admin";

    /// <summary>"(includedUserTypes='all',includedUserRoles='all')"; both or neither.</summary>
    private (string Types, string Roles) Arguments(GraphRequest request)
    {
        if (!request.Values.TryGetValue("arguments", out string? text) || text == "()")
        {
            return ("all", "all");
        }

        if (!text.StartsWith('(') || !text.EndsWith(')'))
        {
            throw Errors.UnknownSegment(text, service.Switches.UnknownSegmentStatus);
        }

        Dictionary<string, string> arguments = text[1..^1].Split(',', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
        return arguments.Count == 2
            && arguments.TryGetValue("includedUserTypes", out string? types) && s_types.Contains(types)
            && arguments.TryGetValue("includedUserRoles", out string? roles) && s_roles.Contains(roles)
                ? (types, roles)
                : throw Errors.InvalidQuery("Invalid function parameters: includedUserTypes and includedUserRoles are expected.");
    }

    private static void Write(
        Utf8JsonWriter writer, GraphRequest request, string type, string listName, string itemName,
        (int Total, string Types, string Roles) head, List<(string Name, int Count)> counts)
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", $"{request.Root}/$metadata#microsoft.graph.{type}");
        writer.WriteNumber("totalUserCount", head.Total);
        writer.WriteString("userTypes", head.Types);
        writer.WriteString("userRoles", head.Roles);
        writer.WriteStartArray(listName);
        foreach ((string name, int count) in counts)
        {
            writer.WriteStartObject();
            writer.WriteString(itemName, name);
            writer.WriteNumber("userCount", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
