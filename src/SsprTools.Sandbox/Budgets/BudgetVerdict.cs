namespace SsprTools.Sandbox.Budgets;

/// <summary>What the budgets say to a request: how long to wait (null = go on) and for which budget, and what to tell in the headers.</summary>
internal sealed record BudgetVerdict(TimeSpan? Wait, string? Refuser, IReadOnlyDictionary<string, string> Headers);
