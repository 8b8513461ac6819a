using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>Asks module and page about each user of the random tenants, once for all tests.</summary>
public sealed class RandomTenants : IAsyncLifetime
{
    public const int Seed = 20261122;
    private const int Tenants = 25;
    private const int UsersPerTenant = 80;

    private readonly Lock _lock = new();
    private readonly List<Case> _cases = [];

    /// <summary>In their order.</summary>
    internal IReadOnlyList<Case> Cases => _cases;

    public async ValueTask InitializeAsync()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Tenants),
            new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken },
            async (tenant, cancellationToken) =>
            {
                var found = await CasesAsync(tenant, cancellationToken);
                lock (_lock)
                {
                    _cases.AddRange(found);
                }
            });
        _cases.Sort((one, other) => (one.Tenant, one.User).CompareTo((other.Tenant, other.User)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<IReadOnlyList<Case>> CasesAsync(int index, CancellationToken cancellationToken)
    {
        var tenant = RandomTenant.Of(Seed, index, UsersPerTenant);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, tenant.Seed.ToJsonString(), cancellationToken);
            // Where the budgets are kept, in windows short enough for a test.
            await using var sandbox = await SandboxProcess.StartAsync(["--seed", file, "--budget", "reports=5/0.3", "--budget", "resourceUnits=3500/0.3"], cancellationToken);
            await sandbox.ControlAsync(HttpMethod.Patch, "switches", tenant.Seed["switches"]!.DeepClone(), cancellationToken);
            await SwitchPlansOffAsync(sandbox, tenant.PlanOff, cancellationToken);
            using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, cancellationToken);
            var users = tenant.Users.Keys.ToList();
            var predictions = (await new UserFactsReader(connection).ReadAsync(users, cancellationToken)).Select(ReadinessRules.Judge).ToList();
            using var page = new ResetPage(sandbox.Address);
            var policy = (JsonObject)tenant.Seed.DeepClone();
            _ = policy.Remove("users");
            var cases = new List<Case>();
            foreach (var (user, prediction) in users.Zip(predictions))
            {
                var groups = tenant.Seed["groups"]!.AsArray()
                    .Where(group => group!["members"]!.AsArray().Concat(group["eligibleMembers"]?.AsArray() ?? []).Any(member => member!.GetValue<string>() == user))
                    .Select(group => group!["displayName"]!.GetValue<string>());
                var facts = (JsonObject)tenant.Users[user].DeepClone();
                facts["groups"] = string.Join(", ", groups);
                facts["planOff"] = tenant.PlanOff.Contains(user);
                cases.Add(new Case(index, policy, user, facts, prediction, await page.StartAsync(user, cancellationToken)));
            }

            foreach (var group in policy["groups"]!.AsArray())
            {
                _ = group!.AsObject().Remove("members");
                _ = group.AsObject().Remove("eligibleMembers");
            }

            return cases;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Gives P1 without its Entra plan, which a seed cannot say.</summary>
    private static async Task SwitchPlansOffAsync(SandboxProcess sandbox, IEnumerable<string> users, CancellationToken cancellationToken)
    {
        var discovery = await sandbox.ControlAsync(HttpMethod.Get, "", null, cancellationToken);
        using var plain = new HttpClient();
        plain.DefaultRequestHeaders.Authorization = new("Bearer", discovery!["accessToken"]!.GetValue<string>());
        foreach (var user in users)
        {
            using var answer = await plain.PostAsJsonAsync(
                new Uri(sandbox.Address, $"v1.0/users/{Uri.EscapeDataString(user)}/assignLicense"),
                new
                {
                    addLicenses = new[] { new { skuId = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4", disabledPlans = new[] { LicenseTable.PremiumP1 } } },
                    removeLicenses = Array.Empty<string>(),
                },
                cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }
}
