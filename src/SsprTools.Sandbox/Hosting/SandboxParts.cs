using SsprTools.Sandbox.Budgets;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Portal;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Seeding;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.SignIn;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Hosting;

/// <summary>Everything a sandbox is made of, put together once.</summary>
internal sealed record SandboxParts(
    SandboxOptions Options, SandboxClock Clock, Lags Lags, Switches Switches, FaultSet Faults, RequestLog Log, TokenService Tokens,
    TenantStore Store, GraphEndpoint Graph, PortalEndpoint Portal, string AdminUpn)
{
    public required BudgetSet Budgets { get; init; }

    /// <summary>The administrators' reset policy on the reset service's own host.</summary>
    public required AdminPolicyEndpoint AdminPolicy { get; init; }

    /// <summary>What users do for themselves: sign-in, registration, reset.</summary>
    public required SelfServiceHub SelfService { get; init; }

    /// <summary>The sign-in service.</summary>
    public required LoginService Login { get; init; }

    public static SandboxParts Create(SandboxOptions options)
    {
        SandboxClock clock = new();
        Seed seed = SeedLoader.Load(options, clock);
        FaultSet faults = new(clock);
        Lags lags = new();
        Switches switches = new();
        foreach ((string name, string value) in seed.Lags.Concat(options.Lags.Select(Pair)))
        {
            SetLag(lags, name, value);
        }

        foreach ((string name, string value) in seed.Switches.Concat(options.Switches.Select(Pair)))
        {
            SetSwitch(switches, name, value);
        }

        foreach (string fault in options.Faults)
        {
            AddFault(faults, fault);
        }

        BudgetSet budgets = new(clock, switches);
        foreach (string budget in options.Budgets)
        {
            BudgetRoutes.Apply(budgets, switches, budget);
        }

        AuditLog audit = new(clock, lags, faults, switches);
        TenantStore store = new(seed.State, clock, lags, faults, audit);
        TokenService tokens = new(clock);
        Service service = new(store, clock, faults, switches, new Listing(faults, switches), options);
        RequestLog log = new();
        GraphEndpoint graph = new(service, new GraphDispatcher(service, tokens, budgets), tokens, log);
        SelfServiceHub selfService = new(store, clock, faults, switches);
        return new SandboxParts(
            options, clock, lags, switches, faults, log, tokens, store, graph, new PortalEndpoint(service, tokens, log), seed.AdminUpn)
        {
            Budgets = budgets,
            AdminPolicy = new AdminPolicyEndpoint(service, tokens, log),
            SelfService = selfService,
            Login = new LoginService(clock, tokens, store, faults, selfService),
        };
    }

    private static void SetLag(Lags lags, string name, string value)
    {
        if (!Durations.TryParse(value, out TimeSpan lag) || !lags.TrySet(name, lag))
        {
            throw new SandboxStartException($"'{name}={value}' is not a lag: report, audit, directory, policy, administrators or membership with a duration such as PT4H.");
        }
    }

    private static void SetSwitch(Switches switches, string name, string value)
    {
        if (Switches.Find(name)?.Accept(value) is not { } accepted)
        {
            throw new SandboxStartException($"'{name}={value}' is not a switch with one of its values.");
        }

        switches.Set(name, accepted);
    }

    private static void AddFault(FaultSet faults, string text)
    {
        try
        {
            faults.Add(FaultOrder.Read(text));
        }
        catch (FormatException problem)
        {
            throw new SandboxStartException($"Fault '{text}': {problem.Message}");
        }
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new KeyValuePair<string, string>(text[..equals], text[(equals + 1)..])
            : throw new SandboxStartException($"'{text}' is not of the form NAME=VALUE.");
    }
}
