using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>What an authentication methods policy must keep to before it is stored. The texts are the sandbox's own.</summary>
internal static class MethodsPolicyCheck
{
    // graph.md 1.7: the whole policy.
    private const int MostBytes = 20 * 1024;

    public static MethodsPolicy Checked(TenantState state, MethodsPolicy policy)
    {
        foreach (MethodConfiguration configuration in policy.Configurations)
        {
            RequireTargets(state, configuration.IncludeTargets);
            RequireTargets(state, configuration.ExcludeTargets);
        }

        RequireTargets(state, policy.Campaign.IncludeTargets);
        RequireTargets(state, policy.Campaign.ExcludeTargets);
        return SizeOf(policy) <= MostBytes
            ? policy
            : throw Errors.BadRequest("The authentication methods policy exceeds the maximum size of 20 KB.");
    }

    /// <summary>Users and groups that are there, each once; "all_users" is a group's id.</summary>
    private static void RequireTargets(TenantState state, ImmutableArray<MethodTarget> targets)
    {
        foreach (MethodTarget target in targets)
        {
            bool isThere = target.TargetType == "user"
                ? Guid.TryParse(target.Id, out Guid user) && state.Users.Find(user) is not null
                : target.Id == "all_users" || (Guid.TryParse(target.Id, out Guid group) && state.Groups.Find(group) is not null);
            if (!isThere)
            {
                throw Errors.BadRequest($"The target '{target.Id}' of type '{target.TargetType}' does not exist.");
            }
        }

        if (targets.DistinctBy(target => target.Id, StringComparer.OrdinalIgnoreCase).Count() != targets.Length)
        {
            throw Errors.BadRequest("A target can only be present once.");
        }
    }

    private static long SizeOf(MethodsPolicy policy)
    {
        using Utf8JsonWriter writer = new(Stream.Null);
        writer.WriteStartArray();
        foreach (MethodConfiguration configuration in policy.Configurations)
        {
            writer.WriteStartObject();
            ConfigurationJson.WriteMembers(writer, configuration);
            writer.WriteEndObject();
        }

        writer.WriteStartObject();
        Query.Shape<MethodsPolicy>.WriteMembers(writer, policy, PolicyShapes.Methods.Selected(null));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.Flush();
        return writer.BytesCommitted;
    }
}
