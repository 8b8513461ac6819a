using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Testing;
using SsprTools.Rehearsal;

namespace SsprTools.Tutorial.Tests;

/// <summary>A sandbox with a licensed user in the selected group, and a test of the reset begun; the person and the admin go on by single steps.</summary>
internal sealed class Pilot : IAsyncDisposable
{
    private const string Mobile = "+1 2065550100";
    private const string First = "Quiet-Harbour-41";
    private const string Second = "Copper-Lantern-58";

    private readonly SandboxProcess _sandbox;
    private readonly SsprConnection _connection;
    private readonly TestRunner _runner;
    private readonly TestUserResult _user;
    private TestRun _run;

    private Pilot(SandboxProcess sandbox, SsprConnection connection, TestUserResult user, TestRun run, TestRunner runner)
    {
        _sandbox = sandbox;
        _connection = connection;
        _user = user;
        _run = run;
        _runner = runner;
    }

    public static async Task<Pilot> StartAsync(CancellationToken cancellationToken)
    {
        var sandbox = await SandboxProcess.StartAsync([], cancellationToken);
        var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, cancellationToken);
        var folder = System.IO.Directory.CreateTempSubdirectory("ssprtools-pilot").FullName;
        var users = new TestUsers(connection);
        var user = await users.CreateAsync(
            await users.PlanAsync(new() { DisplayName = "Monica Thompson", UserPrincipalName = "MonicaT", License = "AAD_PREMIUM", UsageLocation = "US" }, cancellationToken),
            cancellationToken);
        var groups = new SecurityGroups(connection);
        await groups.CreateAsync(await groups.PlanAsync(new() { DisplayName = "SSPRTesters", Members = [user.User.Id] }, cancellationToken), cancellationToken);
        var scope = new GroupScope(connection);
        await new PolicyWriter(connection).ApplyAsync(await scope.PlanEnableAsync("SSPRTesters", force: false, assisted: false, cancellationToken), folder, cancellationToken);
        var runner = new TestRunner(connection);
        var run = await runner.StartAsync(user.User.UserPrincipalName, Path.Combine(folder, "run.jsonl"), cancellationToken);
        return new Pilot(sandbox, connection, user, run, runner);
    }

    public Task BreakAsync(string fault, CancellationToken cancellationToken) => _sandbox.BreakAsync(fault, cancellationToken);

    public Task<RobotResult> RegisterAsync(CancellationToken cancellationToken) => RobotAsync(
        "Register", new() { ["password"] = _user.Password!.Reveal(), ["newPassword"] = First, ["mobilePhone"] = Mobile }, cancellationToken);

    public Task<RobotResult> ResetAsync(bool tryWrongCode, CancellationToken cancellationToken) => RobotAsync(
        "Reset", new() { ["password"] = First, ["newPassword"] = Second, ["mobilePhone"] = Mobile, ["method"] = "Text", ["tryWrongCode"] = tryWrongCode }, cancellationToken);

    public Task<RobotResult> SignInAsync(CancellationToken cancellationToken) =>
        RobotAsync("SignIn", new() { ["password"] = Second, ["mobilePhone"] = Mobile }, cancellationToken);

    /// <summary>Lets time pass and looks at the test again.</summary>
    public async Task<IReadOnlyDictionary<TestStepName, TestStep>> LookAfterAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _sandbox.AdvanceAsync(time, cancellationToken);
        _run = await _runner.ResumeAsync(_run.JournalPath!, cancellationToken);
        return _run.Steps.ToDictionary(step => step.Step);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _sandbox.DisposeAsync();
        System.IO.Directory.Delete(Path.GetDirectoryName(_run.JournalPath)!, recursive: true);
    }

    private Task<RobotResult> RobotAsync(string action, JsonObject input, CancellationToken cancellationToken)
    {
        input["userName"] = _user.User.UserPrincipalName;
        return _sandbox.RobotAsync(action, input, cancellationToken);
    }
}
