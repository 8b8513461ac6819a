namespace SsprTools.Sandbox.Budgets;

/// <summary>So much in any stretch of time of a length, for each caller that the key tells apart. Not safe for threads; <see cref="BudgetSet"/> is.</summary>
internal sealed class Budget(string name, string what, int? limit, TimeSpan window)
{
    private readonly Dictionary<string, Account> _accounts = [];

    public string Name { get; } = name;

    public string What { get; } = what;

    /// <summary>Null where the size of the tenant decides.</summary>
    public int? Limit { get; private set; } = limit;

    public TimeSpan Window { get; private set; } = window;

    /// <summary>The most that any caller was let through within one window.</summary>
    public int Most => _accounts.Values.Select(account => account.Most).DefaultIfEmpty().Max();

    public long Admitted => _accounts.Values.Sum(account => account.Admitted);

    public long Refused => _accounts.Values.Sum(account => account.Refused);

    public void Set(int? limit, TimeSpan? window)
    {
        (Limit, Window) = (limit ?? Limit, window ?? Window);
        _accounts.Clear();
    }

    public void Forget() => _accounts.Clear();

    /// <summary>How long until there is room for a cost; zero when there is some now.</summary>
    public TimeSpan Wait(string key, int cost, int limit, TimeSpan now)
    {
        Account account = Open(key, now);
        int over = account.Sum + cost - limit;
        if (over <= 0)
        {
            return TimeSpan.Zero;
        }

        foreach ((TimeSpan time, int taken) in account.Taken)
        {
            over -= taken;
            if (over <= 0)
            {
                return time + Window - now;
            }
        }

        return Window;
    }

    /// <summary>Takes from the budget; what is used of it then.</summary>
    public int Take(string key, int cost, TimeSpan now)
    {
        Account account = Open(key, now);
        account.Taken.Enqueue((now, cost));
        account.Sum += cost;
        account.Admitted += cost;
        account.Most = Math.Max(account.Most, account.Sum);
        return account.Sum;
    }

    public void Refuse(string key, TimeSpan now) => Open(key, now).Refused++;

    private Account Open(string key, TimeSpan now)
    {
        if (!_accounts.TryGetValue(key, out Account? account))
        {
            _accounts.Add(key, account = new Account());
        }

        while (account.Taken.TryPeek(out (TimeSpan Time, int Cost) oldest) && now - oldest.Time >= Window)
        {
            account.Sum -= oldest.Cost;
            _ = account.Taken.Dequeue();
        }

        return account;
    }

    private sealed class Account
    {
        public Queue<(TimeSpan Time, int Cost)> Taken { get; } = new();

        public int Sum { get; set; }

        public int Most { get; set; }

        public long Admitted { get; set; }

        public long Refused { get; set; }
    }
}
