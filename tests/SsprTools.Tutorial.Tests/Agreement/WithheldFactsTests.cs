using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>
/// What the service withholds makes nobody pass: in random tenants each permission is taken away, then each address fails, and no gate that did not
/// pass with all facts passes without them. And it matters neither in which order users are asked for nor with how many others.
/// </summary>
public sealed class WithheldFactsTests
{
    private const int Users = 40;
    private const int Few = 8;

    private static readonly string[] s_permissions =
    [
        "User.Read.All", "GroupMember.Read.All", "Group.Read.All", "AuditLog.Read.All", "UserAuthenticationMethod.Read.All", "LicenseAssignment.Read.All", "Policy.Read.All",
        "Policy.Read.AuthenticationMethod", "Organization.Read.All", "RoleManagement.Read.Directory", "RoleEligibilitySchedule.Read.Directory",
        "PrivilegedEligibilitySchedule.Read.AzureADGroup",
    ];

    private static readonly string[] s_addresses =
    [
        "/v1.0/users?", "authentication/methods", "licenseDetails", "subscribedSkus", "organization", "transitiveMembers", "checkMemberGroups", "roleAssignments", "directoryRoles",
        "roleEligibilityScheduleInstances", "privilegedAccess", "isAssignableToRole", "userRegistrationDetails", "directoryAudits", "authenticationMethodsPolicy", "authorizationPolicy",
        "PasswordResetPolicies", "OnPremisesPasswordReset", "identities",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public async Task WhatIsWithheldMakesNobodyPass(int index)
    {
        var (sandbox, users) = await StartAsync(index);
        await using var running = sandbox;
        using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, Stop);
        var all = await JudgeAsync(connection, users);
        var wrong = new List<string>();
        var bitten = new List<string>();

        async Task CompareAsync(string withheld, SsprConnection without)
        {
            // Many are read by lists, few one by one.
            foreach (IReadOnlyList<string> asked in (IReadOnlyList<string>[])[users, [.. users.Take(Few)]])
            {
                var results = await JudgeAsync(without, asked);
                foreach (var (before, after) in asked.Select(user => all[user]).Zip(asked.Select(user => results[user])))
                {
                    wrong.AddRange(before.Gates.Zip(after.Gates)
                        .Where(pair => pair.First.Verdict != Verdict.Pass && pair.Second.Verdict == Verdict.Pass)
                        .Select(pair => $"{withheld}, {asked.Count} users: {before.UserPrincipalName}: {pair.First.Rule} became {pair.Second.Rule}"));
                    if (before.Verdict != Verdict.Pass && after.Verdict == Verdict.Pass && !after.Gates.Any(gate => gate.CoveredByReport))
                    {
                        wrong.Add($"{withheld}, {asked.Count} users: {before.UserPrincipalName}: {before.Verdict} became Pass");
                    }

                    if (after.Gates.Count(gate => gate.Verdict == Verdict.Unknown) > before.Gates.Count(gate => gate.Verdict == Verdict.Unknown))
                    {
                        bitten.Add(withheld);
                    }
                }
            }
        }

        foreach (var permission in s_permissions)
        {
            using var narrow = await SsprConnection.FromSandboxAsync(sandbox.Address, await TokenAsync(sandbox, permission), null, null, Stop);
            await CompareAsync(permission, narrow);
        }

        foreach (var address in s_addresses)
        {
            await sandbox.BreakAsync(new JsonObject { ["name"] = "server-error", ["path"] = address }, Stop);
            await CompareAsync(address, connection);
            await sandbox.MendAsync(Stop);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
        // That it can be seen at all: nearly each of them matters to somebody here.
        Assert.True(bitten.Distinct().Count() > (s_permissions.Length + s_addresses.Length) / 2, string.Join(", ", bitten.Distinct()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task NeitherTheOrderNorTheCompanyOfUsersMatters(int index)
    {
        var (sandbox, users) = await StartAsync(index);
        await using var running = sandbox;
        using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, Stop);
        var expected = (await JudgeAsync(connection, users)).ToDictionary(pair => pair.Key, pair => Words(pair.Value));

        var random = new Random(index);
        foreach (var size in new[] { Users, 25, Few, 1 })
        {
            var found = new Dictionary<string, string>();
            foreach (var chunk in users.OrderBy(_ => random.Next()).Chunk(size))
            {
                foreach (var (user, result) in await JudgeAsync(connection, chunk))
                {
                    found.Add(user, Words(result));
                }
            }

            Assert.Equal(users.Select(user => expected[user]), users.Select(user => found[user]));
        }
    }

    private static string Words(UserReadiness result) => $"{result.UserPrincipalName} {result.Verdict}: {string.Join(", ", result.Gates.Select(gate => $"{gate.Rule} {gate.CoveredByReport}"))}";

    private static async Task<IReadOnlyDictionary<string, UserReadiness>> JudgeAsync(SsprConnection connection, IReadOnlyList<string> users)
    {
        var facts = await new UserFactsReader(connection).ReadAsync(users, Stop);
        Assert.Equal(users.Count, facts.Count);
        return users.Zip(facts).ToDictionary(pair => pair.First, pair => ReadinessRules.Judge(pair.Second));
    }

    private static async Task<string> TokenAsync(SandboxProcess sandbox, string without)
    {
        var scopes = new JsonArray([.. s_permissions.Where(name => name != without).Select(name => JsonValue.Create(name))]);
        var answer = await sandbox.ControlAsync(HttpMethod.Post, "tokens", new JsonObject { ["audience"] = "graph", ["scopes"] = scopes }, Stop);
        return $"{answer!["accessToken"]}";
    }

    private static async Task<(SandboxProcess Sandbox, IReadOnlyList<string> Users)> StartAsync(int index)
    {
        var tenant = RandomTenant.Of(RandomTenants.Seed, index, Users);
        // Some hundred reads would wait for the budgets.
        tenant.Seed["switches"]!["budgets"] = false;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, tenant.Seed.ToJsonString(), Stop);
            return (await SandboxProcess.StartAsync(["--seed", file], Stop), [.. tenant.Users.Keys]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
