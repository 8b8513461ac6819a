using SsprTools.Graph.Connection;
using SsprTools.Graph.Testing;

// A reset test that is watched in a process of its own, which the test kills: address of the tenant, the journal, and the user if the test is to begin.
using var connection = await SsprConnection.FromSandboxAsync(new Uri(args[0]), null, null, null, CancellationToken.None);
var runner = new TestRunner(connection);
Console.WriteLine("go");
var run = args.Length > 2
    ? await runner.StartAsync(args[2], args[1], CancellationToken.None)
    : await runner.ResumeAsync(args[1], CancellationToken.None);
while (true)
{
    run = await runner.LookAsync(run, CancellationToken.None);
}
