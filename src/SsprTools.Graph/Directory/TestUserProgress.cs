namespace SsprTools.Graph.Directory;

/// <summary>What has been reached while a plan is carried out, so that a step that fails leaves a true account of those before it.</summary>
internal sealed class TestUserProgress(TestUserPlan plan)
{
    private readonly List<string> _remarks = [.. plan.Remarks];
    private readonly List<SsprException> _errors = [];
    private bool _unverified;

    /// <summary>Whether further steps can find the user.</summary>
    public bool UserIsThere { get; set; } = true;

    /// <summary>The part numbers of the user's licences, where they were read.</summary>
    public IReadOnlyList<string>? Licenses { get; set; }

    /// <summary>The groups of the plan that the user is in.</summary>
    public List<string> Groups { get; } = [.. plan.Groups.Except(plan.MissingGroups).Select(group => group.DisplayName)];

    public void Remark(string text) => _remarks.Add(text);

    /// <summary>A step that the service accepted does not show.</summary>
    public void Unverified(string remark)
    {
        _unverified = true;
        _remarks.Add(remark);
    }

    public void Failed(string what, SsprException error)
    {
        _errors.Add(error);
        _remarks.Add($"{what}: {error.Message}");
    }

    /// <summary>Does one step; if it fails, the account goes on without it.</summary>
    public async Task<T?> TryAsync<T>(string otherwise, Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (SsprException error)
        {
            Failed(otherwise, error);
            return default;
        }
    }

    public TestUserResult ToResult(DirectoryUser user) => new()
    {
        Status = this switch
        {
            { _errors.Count: > 0 } => ChangeStatus.Failed,
            { _unverified: true } => ChangeStatus.Unverified,
            _ when plan.IsUnchanged => ChangeStatus.Unchanged,
            _ => plan.Existing is null ? ChangeStatus.Created : ChangeStatus.Updated,
        },
        User = user,
        TestUntil = plan.Until,
        Licenses = Licenses ?? (_errors.Count > 0 || !UserIsThere ? null : [.. user.AssignedSkuIds.Select(NameOf)]),
        Groups = Groups,
        Password = plan.Existing is null ? plan.Password : null,
        Remarks = _remarks,
        Errors = _errors,
    };

    private string NameOf(Guid skuId) => plan.License?.SkuId == skuId ? plan.License.SkuPartNumber : skuId.ToString();
}
