using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Groups (graph.md 1.3); their members are in <see cref="MemberHandlers"/>.</summary>
internal sealed class GroupHandlers(Service service)
{
    private static readonly string[] s_writable =
    [
        "displayName", "description", "mailEnabled", "mailNickname", "securityEnabled", "groupTypes", "isAssignableToRole",
        "membershipRule", "membershipRuleProcessingState", "visibility",
    ];

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "groups", Permissions.GroupsRead, List) { Options = QueryOptions.Directory };
        yield return new GraphRoute("GET", "groups/$count", Permissions.GroupsRead, Count) { Options = ["$filter", "$search"] };
        yield return new GraphRoute("POST", "groups", Permissions.GroupsCreate, Create);
        yield return new GraphRoute("GET", "groups/{id}", Permissions.GroupsRead, Get) { Options = QueryOptions.Single };
        yield return new GraphRoute("PATCH", "groups/{id}", Permissions.MembersWrite, Update);
        yield return new GraphRoute("DELETE", "groups/{id}", Permissions.GroupsWrite, Delete);
    }

    private GraphResult List(GraphRequest request) => service.Listing.Page(request, Source(request));

    private GraphResult Count(GraphRequest request) => service.Listing.CountOnly(request, Source(request));

    private static ListSource<Group> Source(GraphRequest request) =>
        new(request.State.Groups.InOrder, GroupShape.Shape, GroupShape.Rules, "groups")
        {
            Version = request.State.Version,
            Expansion = (writer, group, name) => MembershipWriter.WriteMembers(writer, request.State, group, name),
        };

    private static GraphResult Get(GraphRequest request)
    {
        Group group = Find(request, request.State);
        ParsedQuery<Group> query = ParsedQuery<Group>.Of(request, GroupShape.Shape, GroupShape.Rules, countNeedsEventual: false);
        string select = query.Select is null ? "" : $"({string.Join(',', query.Select)})";
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#groups{select}/$entity");
            Shape<Group>.WriteMembers(writer, group, GroupShape.Shape.Selected(query.Select));
            foreach (string name in query.Expand)
            {
                MembershipWriter.WriteMembers(writer, request.State, group, name);
            }

            writer.WriteEndObject();
        });
    }

    private GraphResult Create(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "group", References.MembersBind, "owners@odata.bind");
        foreach (string name in new[] { "displayName", "mailEnabled", "mailNickname", "securityEnabled" })
        {
            if (!body.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                throw new GraphError(400, "Request_BadRequest", $"A value is required for property '{name}' of resource 'Group'.")
                {
                    Details = [new GraphErrorDetail("MissingValue", null, name)],
                };
            }
        }

        IReadOnlyList<Guid> members = References.Bound(body);
        if (members.Distinct().Count() < members.Count)
        {
            throw new TenantRuleException(TenantRule.DuplicateReference);
        }

        Group created = service.Store.CreateGroup(request.Actor, Apply(body, new Group
        {
            Id = Guid.NewGuid(),
            Sequence = 0,
            DisplayName = "",
            MailNickname = "",
            CreatedDateTime = default,
        }), members);
        return new GraphResult(
            201,
            writer => GroupShape.Shape.WriteEntity(writer, created, $"{request.Root}/$metadata#groups/$entity", null),
            new Dictionary<string, string> { ["Location"] = $"{request.Root}/directoryObjects/{created.Id}/Microsoft.DirectoryServices.Group" });
    }

    private GraphResult Update(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "group", References.MembersBind);
        Group group = Find(request, service.Store.Current);
        RequireMayManage(request, group);
        IReadOnlyList<Guid> members = References.Bound(body);
        bool hasProperties = body.EnumerateObject().Any(property => !property.Name.Contains('@', StringComparison.Ordinal));
        if (hasProperties && !Permissions.GroupsWrite.IsPermitted(request.Token, isSelf: false))
        {
            // The members' scope does for members only.
            throw Errors.Denied(Denial.Directory);
        }

        if (members.Count > 0)
        {
            service.Store.AddMembers(request.Actor, group.Id, members);
        }

        if (hasProperties)
        {
            service.Store.UpdateGroup(request.Actor, group.Id, old => Apply(body, old));
        }

        return GraphResult.NoContent;
    }

    private GraphResult Delete(GraphRequest request)
    {
        Group group = Find(request, service.Store.Current);
        RequireMayManage(request, group);
        service.Store.DeleteGroup(request.Actor, group.Id);
        return GraphResult.NoContent;
    }

    /// <summary>Role-assignable groups are for Privileged Role Administrators (graph.md 1.1, 1.3).</summary>
    internal static void RequireMayManage(GraphRequest request, Group group)
    {
        if (group.IsAssignableToRole == true
            && (!request.Token.Permissions.Contains("RoleManagement.ReadWrite.Directory")
                || (!request.Token.IsApp && !request.Token.Roles.Overlaps(
                    [DirectoryRoles.PrivilegedRoleAdministrator.TemplateId, DirectoryRoles.GlobalAdministrator.TemplateId]))))
        {
            throw Errors.Denied(Denial.Directory);
        }
    }

    internal static Group Find(GraphRequest request, TenantState state) =>
        Guid.TryParse(request["id"], out Guid id) && state.Groups.Find(id) is { } group ? group : throw Errors.NotFound(request["id"]);

    private static Group Apply(JsonElement body, Group group)
    {
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (!property.Name.Contains('@', StringComparison.Ordinal) && !s_writable.Contains(property.Name))
            {
                throw Errors.BadRequest($"Property '{property.Name}' is read-only and cannot be set.");
            }
        }

        string? displayName = body.Text("displayName");
        string? nickname = body.Text("mailNickname");
        if (displayName is { Length: 0 or > 256 })
        {
            throw Errors.InvalidValue("displayName");
        }

        // graph.md 1.3: at most 64 ASCII letters, without these.
        if (nickname is not null
            && (nickname.Length is 0 or > 64 || nickname.Any(letter => letter > '~' || "@()\\[]\";:.<>, ".Contains(letter))))
        {
            throw Errors.InvalidValue("mailNickname");
        }

        ImmutableArray<string> types = body.Has("groupTypes") ? body.Texts("groupTypes") : group.GroupTypes;
        string? processing = body.Text("membershipRuleProcessingState");
        if (processing is not null && (processing is not ("On" or "Paused") || !types.Contains("DynamicMembership")))
        {
            throw Errors.InvalidValue("membershipRuleProcessingState");
        }

        return group with
        {
            DisplayName = displayName ?? group.DisplayName,
            Description = body.Has("description") ? body.Text("description") : group.Description,
            MailEnabled = body.Flag("mailEnabled") ?? group.MailEnabled,
            MailNickname = nickname ?? group.MailNickname,
            SecurityEnabled = body.Flag("securityEnabled") ?? group.SecurityEnabled,
            GroupTypes = types,
            IsAssignableToRole = body.Flag("isAssignableToRole") ?? group.IsAssignableToRole,
            MembershipRule = body.Has("membershipRule") ? body.Text("membershipRule") : group.MembershipRule,
            MembershipRuleProcessingState = processing ?? group.MembershipRuleProcessingState,
            Visibility = body.Has("visibility") ? body.Text("visibility") : group.Visibility,
        };
    }
}
