using System.Diagnostics;
using System.Text.Json.Nodes;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>A change of several requests is killed at a random moment, and run again.</summary>
public sealed class KilledChangeTests
{
    private const int Kills = 100;

    private static readonly string[] s_change =
    [
        "PasswordWriteback=true", "UnlockWithoutReset=true", "NotifyAdmins=true", "EmailPolicy=true", "SmsPolicy=false", "MethodMigration=InProgress",
        "RegistrationCampaign=Enabled", "AdminSsprEnabled=true",
    ];

    [Fact]
    public async Task Killed_at_a_hundred_random_moments_and_run_again_it_ends_as_asked_with_a_whole_journal_and_a_way_back()
    {
        // The seed is printed with a failure, so that the same moments can be tried again.
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var halfway = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            try
            {
                halfway += await KillOnceAsync(random) ? 1 : 0;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Kill {kill} of seed {seed}: {error.Message}", error);
            }
        }

        // Kills that all came before the first or after the last request would prove nothing.
        Assert.InRange(halfway, Kills / 4, Kills);
    }

    /// <returns>Whether the kill came between the first and the last request.</returns>
    private static async Task<bool> KillOnceAsync(Random random)
    {
        using var tenant = new FakeTenant { Delay = TimeSpan.FromMilliseconds(5) };
        var folder = System.IO.Directory.CreateTempSubdirectory("sspr-kill-").FullName;
        try
        {
            var start = tenant.State();
            await RunAndKillAsync(tenant, folder, random);
            var made = tenant.Writes.Count();

            // The same again, in this process.
            using var connection = await tenant.ConnectAsync();
            var wish = PolicyWish.Of(s_change.Select(item => item.Split('=')).ToDictionary(item => item[0], item => (object?)item[1]));
            var plan = await new PolicyPlanner(connection).PlanAsync(wish, assisted: false, TestContext.Current.CancellationToken);
            var change = await new PolicyWriter(connection).ApplyAsync(plan, folder, TestContext.Current.CancellationToken);

            Assert.Contains(change.Status, new[] { ChangeStatus.Updated, ChangeStatus.Unchanged });
            var asked = await new SsprPolicyReader(connection).ReadAsync(setting => wish.Settings.Contains(setting.Setting), TestContext.Current.CancellationToken);
            Assert.Equal(
                s_change.Order(StringComparer.OrdinalIgnoreCase),
                asked.Settings.Select(setting => $"{setting.Setting}={EverySetting.Words(setting.Value)}").Order(StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase);

            var journal = Assert.Single(System.IO.Directory.GetFiles(folder, "*.journal.jsonl"));
            var lines = (await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken)).Select(Line).OfType<JsonObject>().ToList();
            var written = lines.Where(line => $"{line["state"]}" == "Sending").Select(line => $"{line["body"]}").ToList();
            Assert.All(tenant.Bodies.GroupBy(body => body), sent => Assert.True(
                written.Count(body => body == sent.Key) >= sent.Count(), $"{sent.Key} was sent {sent.Count()} times and is in the journal {written.Count(body => body == sent.Key)} times."));

            var back = await new PolicyPlanner(connection).PlanRestoreAsync($"{lines[0]["backup"]}", _ => true, TestContext.Current.CancellationToken);
            Assert.Equal(ChangeStatus.Updated, (await new PolicyWriter(connection).ApplyAsync(back, folder, TestContext.Current.CancellationToken)).Status);
            Assert.True(JsonNode.DeepEquals(start, tenant.State()), tenant.State().ToJsonString());
            return made is > 0 and < 8;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAndKillAsync(FakeTenant tenant, string folder, Random random)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "PolicyKill.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, tenant.Root, folder, .. s_change]) { RedirectStandardOutput = true })!;
        // The moment is counted in requests and a little time after, so that a slow machine does not put every kill before the first one.
        var after = random.Next(0, 9);
        var wait = TimeSpan.FromMilliseconds(random.Next(0, 12));
        Assert.Equal("go", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        while (!process.HasExited && tenant.Writes.Count() < after)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await Task.Delay(wait, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        while (tenant.Busy > 0)
        {
            // What was on its way when the process died still arrives.
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static JsonObject? Line(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
