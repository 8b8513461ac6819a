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

    /// <param name="wanted">Which settings; only what they need is read.</param>
    /// <exception cref="SsprException">The service cannot be reached or refuses the token. Lesser failures are in the reading's problems.</exception>
    public async Task<PolicyReading> ReadAsync(Func<PolicySettingDefinition, bool> wanted, CancellationToken cancellationToken)
    {
        var definitions = PolicyCatalogue.Settings.Where(wanted).ToList();
        var parts = definitions.Aggregate(PolicyPart.None, (sum, definition) => sum | definition.Parts);
        var problems = new List<SsprException>();
        var client = new PortalPolicyClient(connection);

        var portal = connection.PortalApi
            ? TryAsync(parts.HasFlag(PolicyPart.Portal), () => client.GetAsync(withGroupName: true, cancellationToken))
            : Task.FromResult((default(PolicyDocument), (SsprException?)null));
        var onPremises = connection.PortalApi
            ? TryAsync(parts.HasFlag(PolicyPart.OnPremises), () => client.GetOnPremisesAsync(cancellationToken))
            : Task.FromResult((default(System.Text.Json.Nodes.JsonObject), (SsprException?)null));
        var methods = TryAsync(parts.HasFlag(PolicyPart.Methods), () => new MethodsPolicyReader(connection).ReadAsync(cancellationToken));
        var authorization = TryAsync(parts.HasFlag(PolicyPart.Authorization), async () =>
            await connection.Directory.Policies.AuthorizationPolicy.GetAsync(null, cancellationToken).ConfigureAwait(false));
        await Task.WhenAll(portal, onPremises, methods, authorization).ConfigureAwait(false);

        string? Reason(SsprException? problem)
        {
            if (problem is not null)
            {
                problems.Add(problem);
            }

            return problem is null ? null : $"It could not be read: {problem.Message}";
        }

        var (document, portalProblem) = await portal.ConfigureAwait(false);
        var (local, localProblem) = await onPremises.ConfigureAwait(false);
        var (facts, methodsProblem) = await methods.ConfigureAwait(false);
        var (policy, policyProblem) = await authorization.ConfigureAwait(false);
        var read = new PolicyFacts
        {
            Portal = document,
            PortalReason = connection.PortalApi ? Reason(portalProblem) : NoPortal,
            OnPremises = local,
            OnPremisesReason = connection.PortalApi ? Reason(localProblem) : NoPortal,
            Methods = facts,
            MethodsReason = Reason(methodsProblem),
            AllowedToUseSspr = policy?.AllowedToUseSSPR,
            AuthorizationReason = Reason(policyProblem),
            AsOf = connection.Clock.Now,
        };
        return new PolicyReading([.. definitions.Select(definition => PolicySettings.Make(definition, read))], problems);
    }

    private static async Task<(T? Value, SsprException? Problem)> TryAsync<T>(bool needed, Func<Task<T>> read)
        where T : class?
    {
        if (!needed)
        {
            return (null, null);
        }

        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (SsprException error) when (error.ErrorId is not (SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress))
        {
            return (null, error);
        }
    }
}
