using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Tests;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests.Faults;

/// <summary>One sandbox for a class of tests, and connections to it whose waits take no time.</summary>
public sealed class FaultySandbox : IAsyncLifetime
{
    /// <summary>The generated users besides the built-in eight.</summary>
    public const int Users = 60;

    // Short, because what stalls is waited for in real time.
    internal static readonly RequestLimits Limits = new() { Try = TimeSpan.FromSeconds(1.5) };

    private SandboxProcess? _sandbox;

    internal SandboxProcess Sandbox => _sandbox!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxProcess.StartAsync(["--users", $"{Users}"], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _sandbox!.DisposeAsync();

    internal Task<SsprConnection> ConnectAsync(ManualClock clock, CancellationToken cancellationToken) =>
        SsprConnection.FromSandboxAsync(Sandbox.Address, null, clock, null, Limits, null, cancellationToken);

    /// <summary>The requests of that method to such a path since the log was emptied, oldest first.</summary>
    internal async Task<IReadOnlyList<int>> StatusesAsync(string method, string path, CancellationToken cancellationToken) =>
        [.. (await Sandbox.ControlAsync(HttpMethod.Get, "requests", null, cancellationToken))!["value"]!.AsArray()
            .Where(row => row!["method"]!.GetValue<string>() == method && row["path"]!.GetValue<string>().Contains(path, StringComparison.Ordinal))
            .Select(row => row!["status"]!.GetValue<int>())];

    /// <summary>What of the tenant has such a name, asked around every client of ours.</summary>
    internal async Task<int> CountAsync(string kind, string filter, CancellationToken cancellationToken)
    {
        var discovery = await Sandbox.ControlAsync(HttpMethod.Get, "", null, cancellationToken);
        using var plain = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.Address, $"v1.0/{kind}?$filter={Uri.EscapeDataString(filter)}"));
        request.Headers.Authorization = new("Bearer", discovery!["accessToken"]!.GetValue<string>());
        using var answer = await plain.SendAsync(request, cancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["value"]!.AsArray().Count;
    }
}
