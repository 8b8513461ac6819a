using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;

// A change of several requests in a process of its own, which the test kills: address of the tenant, folder for the backup, then Setting=Value.
using var connection = await SsprConnection.FromSandboxAsync(new Uri(args[0]), null, null, null, CancellationToken.None);
var change = args[2..].Select(item => item.Split('=', 2)).ToDictionary(
    item => item[0],
    item => (object?)(bool.TryParse(item[1], out var flag) ? flag : item[1]));
var planner = new PolicyPlanner(connection);
var plan = await planner.PlanAsync(PolicyWish.Of(change), assisted: false, CancellationToken.None);
Console.WriteLine("go");
await new PolicyWriter(connection).ApplyAsync(plan, args[1], CancellationToken.None);
Console.WriteLine("done");
