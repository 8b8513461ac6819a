using SsprTools.Graph.Connection;
using SsprTools.Rehearsal;

// The tutorial through SsprTools.Graph alone, for a machine without PowerShell. Exit code 1 if a step did not go as it should.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var folder = Directory.CreateTempSubdirectory("ssprtools-rehearsal").FullName;
var log = new StepLog(Console.Out);
try
{
    await using var sandbox = await SandboxProcess.StartAsync([], stop.Token);
    using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, stop.Token);
    Console.WriteLine($"Everything below is simulated: tenant {connection}.");
    var admin = new AdminHalf(connection, log, folder);
    await admin.WalkAsync(stop.Token);
    await sandbox.AdvanceAsync(TimeSpan.FromHours(5), stop.Token);
    await admin.ReportAsync(stop.Token);
    await new UserHalf(connection, sandbox, log, folder).WalkAsync(admin.Monica!, admin.Sam!, stop.Token);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

Console.WriteLine(log.Bad.Count == 0 ? "Every step is as it should be." : $"{log.Bad.Count} steps are not as they should be.");
return log.Bad.Count == 0 ? 0 : 1;
