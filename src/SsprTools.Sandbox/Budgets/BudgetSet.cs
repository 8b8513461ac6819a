using System.Diagnostics;
using System.Globalization;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Budgets;

/// <summary>
/// The documented budgets of one app in one tenant, and of the tenant (graph.md 1.14). What is used is always counted; requests are refused only
/// while the switch is on. Time is the machine's, in which clients wait, unless it is asked to be the tenant's clock.
/// </summary>
internal sealed class BudgetSet(SandboxClock clock, Switches switches)
{
    public const string Reports = "reports";
    public const string ResourceUnits = "resourceUnits";
    public const string Writes = "writes";
    public const string TenantWrites = "tenantWrites";

    private readonly Lock _gate = new();
    private readonly Budget _reports = new(Reports, "requests to reports and audit logs, per app", 5, TimeSpan.FromSeconds(10));
    private readonly Budget _units = new(ResourceUnits, "resource units of the directory, per app; absent a limit, 3,500, 5,000 or 8,000 by the tenant's size", null, TimeSpan.FromSeconds(10));
    private readonly Budget _writes = new(Writes, "writes to the directory, per app", 3_000, TimeSpan.FromSeconds(150));
    private readonly Budget _tenantWrites = new(TenantWrites, "writes to the directory, of all apps", 18_000, TimeSpan.FromSeconds(300));

    public IReadOnlyList<Budget> All => [_reports, _units, _writes, _tenantWrites];

    public bool GoesByTenantClock { get; set; }

    public Budget? Find(string name) => All.FirstOrDefault(budget => budget.Name == name);

    public static int UnitsOf(int users) => users < 50 ? 3_500 : users <= 500 ? 5_000 : 8_000;

    /// <summary>Runs something on the budgets while nobody takes from them.</summary>
    public T Locked<T>(Func<T> look)
    {
        lock (_gate)
        {
            return look();
        }
    }

    public BudgetVerdict TakeReport(string appId)
    {
        lock (_gate)
        {
            return Take([(_reports, appId, 1, _reports.Limit!.Value)], units: null, scope: null);
        }
    }

    public BudgetVerdict TakeDirectory(string appId, Guid tenantId, int users, int cost, bool isWrite)
    {
        lock (_gate)
        {
            int units = _units.Limit ?? UnitsOf(users);
            List<(Budget, string, int, int)> charges = [(_units, appId, cost, units)];
            if (isWrite)
            {
                charges.Add((_writes, appId, 1, _writes.Limit!.Value));
                charges.Add((_tenantWrites, "", 1, _tenantWrites.Limit!.Value));
            }

            return Take(charges, cost, $"Tenant_Application/{(isWrite ? "Write" : "ReadWrite")}/{appId}/{tenantId}");
        }
    }

    private BudgetVerdict Take(List<(Budget Budget, string Key, int Cost, int Limit)> charges, int? units, string? scope)
    {
        TimeSpan now = GoesByTenantClock ? clock.Now - DateTimeOffset.UnixEpoch : Stopwatch.GetElapsedTime(0);
        Dictionary<string, string> headers = [];
        if (switches.BudgetsKept && units is not null)
        {
            headers["x-ms-resource-unit"] = units.Value.ToString(CultureInfo.InvariantCulture);
        }

        foreach ((Budget budget, string key, int cost, int limit) in charges)
        {
            TimeSpan wait = switches.BudgetsKept ? budget.Wait(key, cost, limit, now) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                budget.Refuse(key, now);
                Tell(headers, scope, share: 1);
                return new BudgetVerdict(wait, budget.Name, headers);
            }
        }

        double share = charges.Max(charge => (double)charge.Budget.Take(charge.Key, charge.Cost, now) / charge.Limit);
        if (switches.BudgetsKept && share >= 0.8)
        {
            Tell(headers, scope, share);
        }

        return new BudgetVerdict(Wait: null, Refuser: null, headers);
    }

    // Only the directory tells this (graph.md 1.14).
    private static void Tell(Dictionary<string, string> headers, string? scope, double share)
    {
        if (scope is not null)
        {
            headers["x-ms-throttle-scope"] = scope;
            headers["x-ms-throttle-limit-percentage"] = Math.Min(share, 1.8).ToString("0.0#", CultureInfo.InvariantCulture);
        }
    }
}
