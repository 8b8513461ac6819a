namespace SsprTools.Graph.Registration;

/// <summary>One user of a bulk command, from the row that named the user to what became of each method.</summary>
/// <param name="identity">What named the user: UPN or object id.</param>
public sealed class MethodWork(string identity)
{
    private readonly List<MethodGoal> _goals = [];

    public string Identity => identity;

    /// <summary><see langword="null"/>: nobody asked.</summary>
    public string? UserId { get; set; } = Guid.TryParse(identity, out _) ? identity : null;

    /// <summary><see langword="null"/>: not known yet.</summary>
    public string? UserPrincipalName { get; set; } = Guid.TryParse(identity, out _) ? null : identity;

    public string Name => UserPrincipalName ?? Identity;

    public IReadOnlyList<MethodGoal> Goals => _goals;

    /// <summary>What the user has now.</summary>
    public IReadOnlyList<UserMethod> Held { get; internal set; } = [];

    /// <summary>What has to be done; the caller takes out what nobody agreed to.</summary>
    public IReadOnlyList<MethodChange> Changes { get; set; } = [];

    public IReadOnlyList<MethodResult> Results { get; set; } = [];

    /// <summary>What went wrong with this user, each once.</summary>
    public IList<SsprException> Errors { get; } = [];

    /// <summary>The segment that stands for the user in an address.</summary>
    internal string Segment => ODataText.Segment(UserId ?? Identity);

    /// <summary>Adds goals of another row of the same user.</summary>
    public void Add(IEnumerable<MethodGoal> goals) => _goals.AddRange(goals.Where(goal => !_goals.Contains(goal)));
}
