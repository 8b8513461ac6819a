using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Portal;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Reads the policies of a seed.</summary>
internal static class SeedPolicies
{
    /// <summary>"portalPolicy": the portal's own field names over its defaults; "group" names the group instead of its id.</summary>
    public static SsprPolicy Sspr(SeedObject? item, List<Group> groups)
    {
        SsprPolicy initial = new();
        if (item is null)
        {
            return initial;
        }

        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            PolicyJson.Write(writer, initial, "");
        }

        System.Text.Json.Nodes.JsonObject whole = System.Text.Json.Nodes.JsonNode.Parse(buffer.ToArray())!.AsObject();
        foreach (JsonProperty member in item.Members())
        {
            if (member.Name == "group")
            {
                Group group = groups.Find(known => known.DisplayName == member.Value.ToString())
                    ?? throw SeedObject.Wrong(item.PathOf("group"), $"there is no group '{member.Value}'");
                whole["passwordResetEnabledGroupIds"] = new System.Text.Json.Nodes.JsonArray(group.Id.ToString());
                continue;
            }

            if (!whole.ContainsKey(member.Name))
            {
                throw SeedObject.Wrong(item.PathOf(member.Name), "this member is not known");
            }

            whole[member.Name] = System.Text.Json.Nodes.JsonNode.Parse(member.Value.GetRawText());
        }

        try
        {
            using JsonDocument merged = JsonDocument.Parse(whole.ToJsonString());
            return PolicyJson.Read(merged.RootElement);
        }
        catch (PortalError problem)
        {
            throw SeedObject.Wrong(item.Path, problem.Message.TrimEnd('.'));
        }
    }

    public static OnPremisesPolicy OnPremises(SeedObject? item)
    {
        if (item is null)
        {
            return new OnPremisesPolicy();
        }

        OnPremisesPolicy policy = new(
            item.Flag("writebackEnabled", false), item.Flag("accountUnlockEnabled", false), item.Flag("enablementForTenant", false),
            item.Flag("cloudProvisioningEnabled", false), item.Flag("agentReachable", true));
        item.Done();
        return policy;
    }

    public static AuthorizationPolicy Authorization(SeedObject? item)
    {
        AuthorizationPolicy policy = new() { AllowedToUseSspr = item?.Flag("allowedToUseSSPR", true) ?? true };
        item?.Done();
        return policy;
    }

    /// <summary>"methodsPolicy": migrationState, and per method "enabled" with the groups or users it is for.</summary>
    public static MethodsPolicy Methods(SeedObject? item, List<Group> groups, DateTimeOffset now)
    {
        MethodsPolicy policy = new() { LastModifiedDateTime = now.AddMonths(-3) };
        if (item is null)
        {
            return policy;
        }

        policy = policy with
        {
            MigrationState = item.Choice("migrationState", MigrationState.PreMigration),
            ReconfirmationInDays = item.Has("reconfirmationInDays") ? item.Number("reconfirmationInDays", 0) : null,
        };
        foreach (MethodConfiguration initial in MethodsPolicy.Defaults)
        {
            string name = char.ToLowerInvariant(initial.Id[0]) + initial.Id[1..];
            if (item.Object(name) is { } method)
            {
                policy = policy.With(Configuration(method, initial, groups));
            }
        }

        item.Done();
        return policy;
    }

    private static MethodConfiguration Configuration(SeedObject item, MethodConfiguration initial, List<Group> groups)
    {
        MethodConfiguration configuration = initial with { Enabled = item.Flag("enabled", initial.Enabled) };
        if (initial.IsOfficePhoneAllowed is not null)
        {
            configuration = configuration with { IsOfficePhoneAllowed = item.Flag("isOfficePhoneAllowed", false) };
        }

        if (initial.IsSoftwareOathEnabled is not null)
        {
            configuration = configuration with { IsSoftwareOathEnabled = item.Flag("isSoftwareOathEnabled", true) };
        }

        if (item.Has("groups"))
        {
            configuration = configuration with { IncludeTargets = Targets(item, "groups", groups) };
        }

        if (item.Has("excludedGroups"))
        {
            configuration = configuration with { ExcludeTargets = Targets(item, "excludedGroups", groups) };
        }

        item.Done();
        return configuration;
    }

    private static ImmutableArray<MethodTarget> Targets(SeedObject item, string name, List<Group> groups) =>
    [
        .. item.Texts(name).Select(text => groups.Find(group => group.DisplayName == text) is { } group
            ? new MethodTarget(group.Id.ToString(), "group")
            : throw SeedObject.Wrong(item.PathOf(name), $"there is no group '{text}'")),
    ];
}
