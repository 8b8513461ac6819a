using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Rehearsal;

/// <summary>A sandbox as a child process, as <c>Start-SsprSandbox</c> starts one; and its robot person.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _server;
    private readonly HttpClient _control;

    private SandboxProcess(Process process, string server, Uri address)
    {
        _process = process;
        _server = server;
        Address = address;
        _control = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <param name="arguments">Further arguments of the sandbox.</param>
    public static async Task<SandboxProcess> StartAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var server = FindServer();
        var process = Process.Start(Info(server, ["--port", "0", "--parent", $"{Environment.ProcessId}", .. arguments], input: false))
            ?? throw new InvalidOperationException("The sandbox could not be started.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The sandbox ended before it was ready.");
        var address = JsonNode.Parse(line)?["graph"]?.GetValue<string>() ?? throw new InvalidOperationException("The sandbox's ready line has no address.");
        return new SandboxProcess(process, server, new Uri(address));
    }

    /// <summary>Moves the sandbox's clock forward.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        using var answer = await _control.PostAsJsonAsync(
            new Uri("_sandbox/clock", UriKind.Relative), new { advance = System.Xml.XmlConvert.ToString(by) }, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Breaks a step until all faults are removed.</summary>
    public async Task BreakAsync(string fault, CancellationToken cancellationToken)
    {
        using var answer = await _control.PostAsJsonAsync(new Uri("_sandbox/faults", UriKind.Relative), new { name = fault }, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Sets a fault with its members.</summary>
    public Task BreakAsync(JsonObject fault, CancellationToken cancellationToken) => ControlAsync(HttpMethod.Post, "faults", fault, cancellationToken);

    /// <summary>Removes all faults.</summary>
    public Task MendAsync(CancellationToken cancellationToken) => ControlAsync(HttpMethod.Delete, "faults", null, cancellationToken);

    /// <summary>Asks a control route.</summary>
    public async Task<JsonNode?> ControlAsync(HttpMethod method, string route, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri("_sandbox/" + route, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _control.SendAsync(request, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Lets the robot person use the pages. The input goes by standard input, because passwords must not stand on a command line.</summary>
    public async Task<RobotResult> RobotAsync(string action, JsonObject input, CancellationToken cancellationToken)
    {
        using var robot = Process.Start(Info(_server, ["robot", "--sandbox", Address.ToString(), "--action", action], input: true))
            ?? throw new InvalidOperationException("The robot could not be started.");
        await robot.StandardInput.WriteLineAsync(input.ToJsonString().AsMemory(), cancellationToken).ConfigureAwait(false);
        robot.StandardInput.Close();
        var output = await robot.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await robot.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return robot.ExitCode == 0 && JsonSerializer.Deserialize<RobotResult>(output, JsonSerializerOptions.Web) is { } result
            ? result
            : throw new InvalidOperationException($"The robot ended with exit code {robot.ExitCode}; see its words above.");
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Info(string server, IEnumerable<string> arguments, bool input)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = input };
        foreach (var argument in arguments.Prepend(server))
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static string FindServer()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var server = Path.Combine(folder.FullName, "out", "SsprTools.Sandbox", "server", "SsprTools.Sandbox.dll");
            if (File.Exists(server))
            {
                return server;
            }
        }

        throw new InvalidOperationException("The sandbox is not built. Run ./build.sh build first.");
    }
}
