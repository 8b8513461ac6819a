using System.Diagnostics;
using System.Text.Json.Nodes;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests.Killed;

/// <summary>Watches a reset test in a process of its own, which is killed at a random point of its looks; then in the next one, from the journal.</summary>
internal sealed class KilledWatcher(SandboxProcess sandbox, string user, string folder, Random random)
{
    // What a look asks for; a request that is held keeps the process in the middle of it.
    private static readonly string[] s_asked = ["/v1.0/users", "$batch", "userRegistrationDetails", "directoryAudits", "signIns"];

    private int _begun;
    private long _newest;

    /// <summary>The journal that the next process goes on from; the process that begins one may die before it is there.</summary>
    public string Journal => Path.Combine(folder, $"killed{_begun}.jsonl");

    public int Kills { get; private set; }

    /// <summary>How many of the kills struck before the process could note anything, and how many after it had.</summary>
    public (int Before, int After) Noted { get; private set; }

    public bool HasBegun => File.Exists(Journal) && File.ReadAllText(Journal).Contains('\n', StringComparison.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="meanwhile">What a person does while the process looks.</param>
    public async Task WatchAndKillAsync(Func<Task>? meanwhile = null)
    {
        if (!HasBegun)
        {
            _begun++;
        }

        var before = Lines();
        // By turns: held in the middle of its first look, after some requests, after a line of the journal was written.
        var kind = Kills++ % 3;
        if (kind == 0)
        {
            await sandbox.BreakAsync(new JsonObject { ["name"] = "latency", ["target"] = "600000", ["path"] = s_asked[random.Next(s_asked.Length)] }, Stop);
        }

        var asked = kind == 1 ? random.Next(0, 25) : 0;
        var wait = TimeSpan.FromMilliseconds(random.Next(0, kind == 0 ? 200 : 12));
        var since = await NewestRequestAsync();
        string[] arguments = HasBegun ? [$"{sandbox.Address}", Journal] : [$"{sandbox.Address}", Journal, user];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "TestKill.dll"), .. arguments]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("go", await process.StandardOutput.ReadLineAsync(Stop));
            if (meanwhile is not null)
            {
                await meanwhile();
            }

            while (!process.HasExited && (kind == 1 ? await NewestRequestAsync() - since < asked : kind == 2 && Lines() == before))
            {
                await Task.Delay(1, Stop);
            }

            await Task.Delay(wait, Stop);
            Assert.False(process.HasExited, "It ended by itself.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Stop);
            await sandbox.MendAsync(Stop);
        }

        Noted = Lines() == before ? (Noted.Before + 1, Noted.After) : (Noted.Before, Noted.After + 1);
    }

    private int Lines() => File.Exists(Journal) ? File.ReadAllText(Journal).Count(letter => letter == '\n') : 0;

    private async Task<long> NewestRequestAsync()
    {
        var requests = await sandbox.ControlAsync(HttpMethod.Get, $"requests?since={_newest}", null, Stop);
        foreach (var request in requests!["value"]!.AsArray())
        {
            _newest = Math.Max(_newest, (long)request!["seq"]!);
        }

        return _newest;
    }
}
