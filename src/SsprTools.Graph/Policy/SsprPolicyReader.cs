using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Reads the SSPR policy from wherever it can be read, and says of each value where it came from. Permissions: the portal's API (delegated),
/// Policy.Read.AuthenticationMethod, Policy.Read.All.
/// </summary>
public sealed class SsprPolicyReader(SsprConnection connection)
{
    internal const string NoPortal =
        "The SSPR policy has no public API, and this connection does not use the one that the Entra portal itself calls (Connect-SsprTenant -PortalApi).";

    private static readonly PolicyPart[] s_parts = [PolicyPart.Portal, PolicyPart.OnPremises, PolicyPart.Methods, PolicyPart.Authorization, PolicyPart.Administrators];

    /// <param name="wanted">Which settings; only what they need is read.</param>
    /// <exception cref="SsprException">The service cannot be reached or refuses the token. Lesser failures are in the reading's problems.</exception>
    public Task<PolicyReading> ReadAsync(Func<PolicySettingDefinition, bool> wanted, CancellationToken cancellationToken) =>
        ReadAsync(wanted, null, null, cancellationToken);

    /// <param name="wanted">Which settings; only what they need is read.</param>
    /// <param name="pilot">A group from whose members' rows in the registration report the scope is deduced where it cannot be read; name or id.</param>
    /// <param name="declared">What the admin's own file says, for settings that nothing else tells.</param>
    /// <exception cref="SsprException">The service cannot be reached or refuses the token. Lesser failures are in the reading's problems.</exception>
    public async Task<PolicyReading> ReadAsync(
        Func<PolicySettingDefinition, bool> wanted, string? pilot, DeclaredPolicy? declared, CancellationToken cancellationToken)
    {
        var definitions = PolicyCatalogue.Settings.Where(wanted).ToList();
        var parts = definitions.Aggregate(PolicyPart.None, (sum, definition) => sum | definition.Parts);
        var (facts, problems) = await ReadFactsAsync(parts, withGroupName: true, cancellationToken).ConfigureAwait(false);
        if (pilot is not null && facts.Portal is null && definitions.Exists(definition => definition.Setting is PolicyCatalogue.Scope or PolicyCatalogue.SelectedGroup))
        {
            facts = facts with { Observed = await new ScopeObserver(connection).ObserveAsync(pilot, cancellationToken).ConfigureAwait(false) };
        }

        facts = facts with { Declared = declared };
        return new PolicyReading([.. definitions.Select(definition => PolicySettings.Make(definition, facts))], problems);
    }

    /// <summary>The policy itself, as far as these parts of it can be read.</summary>
    internal async Task<(PolicyFacts Facts, IReadOnlyList<SsprException> Problems)> ReadFactsAsync(
        PolicyPart parts, bool withGroupName, CancellationToken cancellationToken)
    {
        var client = new PolicyClient(connection);
        var sections = new Dictionary<string, JsonFields>();
        var reasons = new Dictionary<PolicyPart, string>();
        var problems = new List<SsprException>();
        var reads = s_parts.Where(part => parts.HasFlag(part)).Select(async part => (Part: part, Answer: await TryAsync(client, part, withGroupName, cancellationToken).ConfigureAwait(false)));
        foreach (var (part, (found, problem)) in await Task.WhenAll(reads).ConfigureAwait(false))
        {
            foreach (var (name, fields) in found)
            {
                sections[name] = fields;
            }

            // Nobody promises the second undocumented API to any client: that it stays shut is no failure of the command.
            if (problem is not null && part == PolicyPart.Administrators)
            {
                reasons[part] = $"The reset service's own policy for administrators could not be read: {problem.Message}";
            }
            else if (problem is not null)
            {
                problems.Add(problem);
                reasons[part] = $"It could not be read: {problem.Message}";
            }
            else if (found.Count == 0)
            {
                reasons[part] = NoPortal;
            }
        }

        return (new PolicyFacts { Sections = sections, Reasons = reasons, AsOf = connection.Clock.Now }, problems);
    }

    private async Task<(IReadOnlyDictionary<string, JsonFields> Found, SsprException? Problem)> TryAsync(
        PolicyClient client, PolicyPart part, bool withGroupName, CancellationToken cancellationToken)
    {
        if ((part is PolicyPart.Portal or PolicyPart.OnPremises && !connection.PortalApi) || (part == PolicyPart.Administrators && !connection.ResetServiceApi))
        {
            return (new Dictionary<string, JsonFields>(), null);
        }

        try
        {
            return (await client.ReadAsync(part, withGroupName, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SsprException error) when (part == PolicyPart.Administrators || error.ErrorId is not (SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress or SsprErrorId.NotConnected))
        {
            return (new Dictionary<string, JsonFields>(), error);
        }
    }
}
