using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>The random tenants have nobody who is blocked; here somebody is, and page and prediction agree while it lasts and after it.</summary>
public sealed class BlockedTests
{
    private const string Blocked = "blocked@contoso.onmicrosoft.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoIsBlockedFailsForADayAndNobodyElseDoes()
    {
        string[] users = [Blocked, .. Enumerable.Range(1, 24).Select(number => $"user{number}@contoso.onmicrosoft.com")];
        await using var sandbox = await StartAsync(users);
        using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, Stop);
        using var page = new ResetPage(sandbox.Address);
        await page.BlockAsync(Blocked, Stop);
        // The audit log is late; so is what rests on it.
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(10), Stop);

        await AssertAsync(isBlocked: true);
        await sandbox.AdvanceAsync(TimeSpan.FromHours(23), Stop);
        await AssertAsync(isBlocked: true);
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        await AssertAsync(isBlocked: false);

        async Task AssertAsync(bool isBlocked)
        {
            Assert.Equal(!isBlocked, (await page.StartAsync(Blocked, Stop)).IsOffered);
            // For many the tenant's blocks are read once, for a few each one's.
            foreach (var asked in new[] { users, users[..2] })
            {
                var results = (await new UserFactsReader(connection).ReadAsync(asked, Stop)).Select(ReadinessRules.Judge).ToList();
                Assert.Equal(isBlocked ? Verdict.Fail : Verdict.Pass, results[0].Verdict);
                Assert.Equal(isBlocked ? "Block.Blocked" : "Block.NotBlocked", results[0].Gates.Single(gate => gate.Gate == Gate.Block).Rule);
                Assert.All(results.Skip(1), result => Assert.Equal(Verdict.Pass, result.Verdict));
            }
        }
    }

    private static async Task<SandboxProcess> StartAsync(string[] users)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new JsonObject
            {
                ["skus"] = new JsonArray(new JsonObject { ["partNumber"] = "AAD_PREMIUM", ["units"] = 50 }),
                ["users"] = new JsonArray(
                [
                    new JsonObject { ["upn"] = "admin@contoso.onmicrosoft.com", ["roles"] = new JsonArray("Global Administrator") },
                    .. users.Select(user => new JsonObject
                    {
                        ["upn"] = user, ["licenses"] = new JsonArray("AAD_PREMIUM"), ["methods"] = new JsonObject { ["email"] = "private@example.com" },
                    }),
                ]),
                ["portalPolicy"] = new JsonObject { ["enablementType"] = 2, ["numberOfAuthenticationMethodsRequired"] = 1, ["emailOptionEnabled"] = true },
            }.ToJsonString(), Stop);
            return await SandboxProcess.StartAsync(["--seed", file], Stop);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
