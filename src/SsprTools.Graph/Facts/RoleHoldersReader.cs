using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>Reads the tenant's role holders, once for all users. Sources: facts/graph.md 1.13, 3.9.</summary>
internal sealed class RoleHoldersReader(SsprConnection connection, FactReading reading)
{
    private const string Roles = "v1.0/roleManagement/directory/";
    private const string PimForGroups = "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";

    /// <summary>The tenant's facts with its role holders.</summary>
    public static async Task<TenantFacts> ReadTenantAsync(SsprConnection connection, FactReading reading, CancellationToken cancellationToken)
    {
        var tenant = new TenantFactsReader(connection).ReadAsync(cancellationToken);
        var roles = new RoleHoldersReader(connection, reading).ReadAsync(cancellationToken);
        await Task.WhenAll(tenant, roles).ConfigureAwait(false);
        return (await tenant.ConfigureAwait(false)) with { RoleHolders = await roles.ConfigureAwait(false) };
    }

    public Task<Fact<RoleHolders>> ReadAsync(CancellationToken cancellationToken) => reading.ReadAsync("directory roles", async () =>
    {
        var assignments = await ListAsync($"{Roles}roleAssignments", cancellationToken).ConfigureAwait(false);
        var names = (await ListAsync("v1.0/directoryRoles", cancellationToken).ConfigureAwait(false))
            .Where(role => role.RoleTemplateId is not null).GroupBy(role => role.RoleTemplateId!).ToDictionary(group => group.Key, group => group.First().DisplayName ?? "");
        var administrators = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var unclear = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (eligible, noPim, whyNot) = await EligibleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in assignments.Concat(eligible).Where(row => row.PrincipalId is not null))
        {
            // A role that nobody was ever given is not in the tenant's list; its eligible holders are.
            var name = names.GetValueOrDefault(row.RoleDefinitionId ?? "") ?? RoleTable.NameOf(row.RoleDefinitionId);
            if (name?.Contains("Admin", StringComparison.OrdinalIgnoreCase) == true)
            {
                administrators.TryAdd(row.PrincipalId!, name);
            }
            else
            {
                unclear[row.PrincipalId!] = $"the user holds or may activate {name ?? "a role of the tenant's own"}; whether the administrators' policy counts that is not documented (concept-sspr-policy).";
            }
        }

        var groups = await RoleGroupsAsync([.. administrators.Keys, .. unclear.Keys], cancellationToken).ConfigureAwait(false);
        if (!noPim)
        {
            whyNot = await AddEligibleMembersAsync(groups, administrators, unclear, cancellationToken).ConfigureAwait(false) ?? whyNot;
        }

        return (RoleHolders?)new RoleHolders { Administrators = administrators, Unclear = unclear, Groups = groups, NotKnown = whyNot };
    });

    /// <summary>Who is eligible for a role. Without P2 there is no Privileged Identity Management, so nobody is eligible for anything.</summary>
    private async Task<(IReadOnlyList<RoleRow> Rows, bool NoPim, string? WhyNotKnown)> EligibleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = await ListAsync($"{Roles}roleEligibilityScheduleInstances", cancellationToken).ConfigureAwait(false);
            return (rows, false, null);
        }
        catch (GraphException error) when (error.Error is { Status: 400, Code: "AadPremiumLicenseRequired" })
        {
            return ([], true, null);
        }
        catch (GraphException error)
        {
            return ([], false, $"who is eligible for roles could not be read: {error.Message}");
        }
    }

    private async Task<HashSet<string>> RoleGroupsAsync(HashSet<string> principals, CancellationToken cancellationToken)
    {
        if (principals.Count == 0)
        {
            return [];
        }

        // Only such groups can hold a role; a tenant has 500 at most.
        var path = "v1.0/groups?" + ODataText.Option("$filter", "isAssignableToRole eq true") + "&$select=id";
        var groups = (await ListAsync(path, cancellationToken).ConfigureAwait(false)).Select(row => row.Id).OfType<string>();
        return groups.Where(group => principals.Contains(group, StringComparer.OrdinalIgnoreCase)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Adds who may make themselves a member of a group that has a role (PIM for Groups), people and groups.</summary>
    /// <returns>Why not all are known.</returns>
    private async Task<string?> AddEligibleMembersAsync(
        HashSet<string> groups, Dictionary<string, string> administrators, Dictionary<string, string> unclear, CancellationToken cancellationToken)
    {
        string? whyNot = null;
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var steps = groups.Select(group => new BatchStep<string>(group, "GET", $"{PimForGroups}?{ODataText.Option("$filter", $"groupId eq {ODataText.Literal(group)}")}")).ToList();
        foreach (var (group, answer) in await reading.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            var rows = reading.From("eligible group members", answer, result => Whole(result.Read(FactsJson.Default.PageRoleRow)));
            whyNot ??= rows.IsKnown ? null : $"who is eligible for groups with roles could not be read: {rows.WhyUnknown}";
            foreach (var principal in (rows.Value ?? []).Where(row => !string.Equals(row.AccessId, "owner", StringComparison.OrdinalIgnoreCase)).Select(row => row.PrincipalId).OfType<string>())
            {
                found.Add(principal);
                var into = administrators.ContainsKey(group) ? administrators : unclear;
                into.TryAdd(principal, administrators.ContainsKey(group) ? "eligible for a group with a role" : unclear[group]);
            }
        }

        foreach (var chunk in found.Except(groups, StringComparer.OrdinalIgnoreCase).Chunk(15))
        {
            // A group can be eligible too; then its members are.
            var path = "v1.0/groups?" + ODataText.Option("$filter", $"id in ({string.Join(',', chunk.Select(ODataText.Literal))})") + "&$select=id";
            groups.UnionWith((await ListAsync(path, cancellationToken).ConfigureAwait(false)).Select(row => row.Id).OfType<string>());
        }

        return whyNot;
    }

    private static IReadOnlyList<RoleRow> Whole(Page<RoleRow> page) => page is { Value: { } rows, NextLink: null } ? rows : throw new SsprException(
        SsprErrorId.UnexpectedAnswer, "the list came incomplete.", "Run the command again.");

    private async Task<List<RoleRow>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var rows = new List<RoleRow>();
        await foreach (var page in PageReader.ReadAsync(connection.GraphHttp, path, FactsJson.Default.PageRoleRow, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(page);
        }

        return rows;
    }
}
