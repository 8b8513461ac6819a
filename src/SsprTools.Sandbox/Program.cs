using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Robot;

if (args is ["robot", ..])
{
    return await RobotCommand.RunAsync(args[1..], Console.In, Console.Out, Console.Error).ConfigureAwait(false);
}

SandboxHost host;
SandboxOptions options;
try
{
    options = CommandLine.Parse(args);
    host = await SandboxHost.StartAsync(options).ConfigureAwait(false);
}
catch (SandboxStartException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message}\n{CommandLine.Usage}").ConfigureAwait(false);
    return 2;
}
catch (IOException problem)
{
    // The port is taken.
    await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
    return 1;
}

await using (host.ConfigureAwait(false))
{
    Console.WriteLine(Discovery.Document(host.Parts, host.BaseAddress.ToString().TrimEnd('/')).ToJsonString());
    EndWatch.Start(options, host.End);
    await host.WaitForEndAsync().ConfigureAwait(false);
}

return 0;
