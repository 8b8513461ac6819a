using System.Text.Json.Nodes;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>One sandbox for the tests of a class, each with users of its own; and what those users get on their phones. Where there is no browser, none is started.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private SandboxProcess? _process;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is not null)
        {
            _process = await StartAsync(Tenants.Seed());
        }
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    public SandboxProcess Process => _process ?? throw new InvalidOperationException("A test that needs the sandbox opens its page first.");

    /// <summary>A sandbox of this seed.</summary>
    public static async Task<SandboxProcess> StartAsync(JsonObject seed)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, seed.ToJsonString());
            return await SandboxProcess.StartAsync(["--seed", file], TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The code that reached this user last, by whichever way.</summary>
    public Task<string> CodeAsync(string user) => CodeAsync(Process, user);

    public static async Task<string> CodeAsync(SandboxProcess process, string user)
    {
        var messages = await process.ControlAsync(HttpMethod.Get, "messages?user=" + Uri.EscapeDataString(user), null, TestContext.Current.CancellationToken);
        return messages!["value"]!.AsArray().Select(message => (string?)message!["code"]).LastOrDefault(code => code is not null)
            ?? throw new InvalidOperationException($"No code reached {user}.");
    }
}
