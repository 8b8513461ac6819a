using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Authorization policy and authentication methods policy (graph.md 1.7, 1.8).</summary>
internal sealed class PolicyHandlers(Service service)
{
    private const string MethodsPath = "policies/authenticationMethodsPolicy";

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "policies/authorizationPolicy", Permissions.AuthorizationPolicyRead, GetAuthorization) { Options = ["$select"] };
        yield return new GraphRoute("PATCH", "policies/authorizationPolicy", Permissions.AuthorizationPolicyWrite, PatchAuthorization);
        yield return new GraphRoute("GET", MethodsPath, Permissions.MethodsPolicyRead, GetMethods) { Options = ["$select", "$expand"] };
        yield return new GraphRoute("PATCH", MethodsPath, Permissions.MethodsPolicyWrite, PatchMethods);
        yield return new GraphRoute("GET", MethodsPath + "/authenticationMethodConfigurations", Permissions.MethodsPolicyRead, ListConfigurations);
        yield return new GraphRoute("GET", MethodsPath + "/authenticationMethodConfigurations/{id}", Permissions.MethodsPolicyRead, GetConfiguration);
        yield return new GraphRoute("PATCH", MethodsPath + "/authenticationMethodConfigurations/{id}", Permissions.MethodsPolicyWrite, PatchConfiguration);
        yield return new GraphRoute("DELETE", MethodsPath + "/authenticationMethodConfigurations/{id}", Permissions.MethodsPolicyWrite, ResetConfiguration);
    }

    private static GraphResult GetAuthorization(GraphRequest request)
    {
        ParsedQuery<AuthorizationPolicy> query =
            ParsedQuery<AuthorizationPolicy>.Of(request, PolicyShapes.Authorization, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => PolicyShapes.Authorization.WriteEntity(
            writer, request.State.AuthorizationPolicy, $"{request.Root}/$metadata#policies/authorizationPolicy/$entity", query.Select));
    }

    private GraphResult PatchAuthorization(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "authorizationPolicy");
        JsonElement? permissions = body.TryGetProperty("defaultUserRolePermissions", out JsonElement value) ? value : null;
        service.Store.UpdateAuthorizationPolicy(request.Actor, policy => policy with
        {
            AllowedToUseSspr = body.Flag("allowedToUseSSPR") ?? policy.AllowedToUseSspr,
            AllowedToSignUpEmailBasedSubscriptions = body.Flag("allowedToSignUpEmailBasedSubscriptions") ?? policy.AllowedToSignUpEmailBasedSubscriptions,
            AllowEmailVerifiedUsersToJoinOrganization =
                body.Flag("allowEmailVerifiedUsersToJoinOrganization") ?? policy.AllowEmailVerifiedUsersToJoinOrganization,
            AllowUserConsentForRiskyApps = body.Flag("allowUserConsentForRiskyApps") ?? policy.AllowUserConsentForRiskyApps,
            BlockMsolPowerShell = body.Flag("blockMsolPowerShell") ?? policy.BlockMsolPowerShell,
            AllowInvitesFrom = body.Text("allowInvitesFrom") ?? policy.AllowInvitesFrom,
            AllowedToCreateApps = permissions?.Flag("allowedToCreateApps") ?? policy.AllowedToCreateApps,
            AllowedToCreateSecurityGroups = permissions?.Flag("allowedToCreateSecurityGroups") ?? policy.AllowedToCreateSecurityGroups,
            AllowedToCreateTenants = permissions?.Flag("allowedToCreateTenants") ?? policy.AllowedToCreateTenants,
            AllowedToReadOtherUsers = permissions?.Flag("allowedToReadOtherUsers") ?? policy.AllowedToReadOtherUsers,
        });
        return GraphResult.NoContent;
    }

    private static GraphResult GetMethods(GraphRequest request)
    {
        ParsedQuery<MethodsPolicy> query = ParsedQuery<MethodsPolicy>.Of(request, PolicyShapes.Methods, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => WriteMethods(writer, request, request.State.MethodsPolicy, query.Select));
    }

    private static void WriteMethods(Utf8JsonWriter writer, GraphRequest request, MethodsPolicy policy, IReadOnlyList<string>? select)
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", $"{request.Root}/$metadata#authenticationMethodsPolicy/$entity");
        Shape<MethodsPolicy>.WriteMembers(writer, policy, PolicyShapes.Methods.Selected(select));

        // Inlined without $expand (graph.md 1.7).
        if (select is null)
        {
            writer.WriteStartArray("authenticationMethodConfigurations");
            foreach (MethodConfiguration configuration in policy.Configurations)
            {
                writer.WriteStartObject();
                ConfigurationJson.WriteMembers(writer, configuration);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private GraphResult PatchMethods(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "authenticationMethodsPolicy");
        service.Store.UpdateMethodsPolicy(request.Actor, policy => Checked(MethodsPolicyPatch.Apply(policy, body)));
        return service.Switches.MethodsPolicyPatchStatus == 204
            ? GraphResult.NoContent
            : GraphResult.Ok(writer => WriteMethods(writer, request, service.Store.Current.MethodsPolicy, null));
    }

    private static GraphResult ListConfigurations(GraphRequest request) => GraphResult.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", $"{request.Root}/$metadata#{MethodsPath}/authenticationMethodConfigurations");
        writer.WriteStartArray("value");
        foreach (MethodConfiguration configuration in request.State.MethodsPolicy.Configurations)
        {
            writer.WriteStartObject();
            ConfigurationJson.WriteMembers(writer, configuration);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static GraphResult GetConfiguration(GraphRequest request)
    {
        MethodConfiguration configuration = Find(request, request.State);
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#authenticationMethodConfigurations/$entity");
            ConfigurationJson.WriteMembers(writer, configuration);
            writer.WriteEndObject();
        });
    }

    private GraphResult PatchConfiguration(GraphRequest request)
    {
        MethodConfiguration configuration = Find(request, service.Store.Current);
        MethodConfiguration changed = ConfigurationJson.Read(request, configuration);
        service.Store.UpdateMethodsPolicy(request.Actor, policy => Checked(policy.With(changed)));
        return GraphResult.NoContent;
    }

    private GraphResult ResetConfiguration(GraphRequest request)
    {
        service.Store.ResetMethodConfiguration(request.Actor, Find(request, service.Store.Current).Id);
        return GraphResult.NoContent;
    }

    private MethodsPolicy Checked(MethodsPolicy policy) => MethodsPolicyCheck.Checked(service.Store.Current, policy);

    private static MethodConfiguration Find(GraphRequest request, TenantState state) =>
        state.MethodsPolicy.Find(request["id"]) ?? throw Errors.NotFound(request["id"]);
}
