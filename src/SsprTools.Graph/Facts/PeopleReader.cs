using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>Finds users by UPN or object id, fifteen a request. Permission: User.Read.All.</summary>
internal sealed class PeopleReader(SsprConnection connection, FactReading reading)
{
    // "By default limited to 15 expressions in the filter clause" (Microsoft Learn, filter-query-parameter, on the operator in).
    private const int PerFilter = 15;
    private const string Source = "directory";

    private static readonly string s_select = "$select=" + string.Join(
        ',', UserDirectory.Properties.Concat(["mobilePhone", "businessPhones", "otherMails", "mail", "assignedPlans", "creationType"]));

    /// <summary>Each identity's user; a known null: there is none. That a filter did not find somebody is asked again of the user's own address.</summary>
    public async Task<IReadOnlyDictionary<string, Fact<PersonRow>>> ReadAsync(IEnumerable<string> identities, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Fact<PersonRow>>(StringComparer.OrdinalIgnoreCase);
        var wanted = identities.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var steps = wanted.GroupBy(identity => Guid.TryParse(identity, out _) ? "id" : "userPrincipalName")
            .SelectMany(group => group.Chunk(PerFilter).Select(chunk => new BatchStep<string[]>(chunk, "GET", $"users?{Filter(group.Key, chunk)}&{s_select}")))
            .ToList();
        foreach (var (chunk, answer) in await reading.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            var page = reading.From(Source, answer, result => result.Read(FactsJson.Default.PagePersonRow).Value ?? throw StepResult.Unreadable(null));
            if (!page.IsKnown)
            {
                continue;
            }

            foreach (var row in page.Value!)
            {
                var fact = Fact<PersonRow>.Known(row, Source, page.AsOf);
                foreach (var name in chunk.Where(name => Is(row, name)))
                {
                    found[name] = fact;
                }
            }
        }

        var missing = wanted.Where(identity => !found.ContainsKey(identity)).Select(identity => new BatchStep<string>(identity, "GET", $"users/{ODataText.Segment(identity)}?{s_select}")).ToList();
        var none = Fact<PersonRow>.Known(null, Source, connection.Clock.Now);
        foreach (var (identity, answer) in await reading.SendAsync(missing, cancellationToken).ConfigureAwait(false))
        {
            found[identity] = reading.From(Source, answer, result => result.Read(FactsJson.Default.PersonRow), none);
        }

        return found;
    }

    /// <summary>Where the passwords of guests are kept, by object id.</summary>
    public async Task<IReadOnlyDictionary<string, Fact<AccountHome>>> HomesAsync(IEnumerable<string> guests, CancellationToken cancellationToken)
    {
        const string Identities = "identities";
        var homes = new Dictionary<string, Fact<AccountHome>>(StringComparer.OrdinalIgnoreCase);
        var steps = guests.Chunk(PerFilter)
            .Select(chunk => new BatchStep<string[]>(chunk, "GET", $"users?{Filter("id", chunk)}&$select=id,creationType,identities")).ToList();
        foreach (var (chunk, answer) in await reading.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            foreach (var id in chunk)
            {
                homes[id] = reading.From(Identities, answer, result =>
                {
                    var row = result.Read(FactsJson.Default.PagePersonRow).Value?.FirstOrDefault(row => Is(row, id)) ?? throw StepResult.Unreadable(null);
                    return GuestRules.HomeOf(row.CreationType, [.. (row.Identities ?? []).Select(identity => (identity.SignInType, identity.Issuer))])
                        ?? throw new SsprException(
                            SsprErrorId.UnexpectedAnswer, "the directory does not say who keeps the guest's password.", "Look at the user's identities in the Entra admin center.");
                });
            }
        }

        return homes;
    }

    private static bool Is(PersonRow row, string identity) =>
        string.Equals(row.Id, identity, StringComparison.OrdinalIgnoreCase) || string.Equals(row.UserPrincipalName, identity, StringComparison.OrdinalIgnoreCase);

    private static string Filter(string property, IEnumerable<string> values) =>
        ODataText.Option("$filter", $"{property} in ({string.Join(',', values.Select(ODataText.Literal))})");
}
