namespace SsprTools.Graph.Directory;

/// <summary>A row under way: what is still to be done, and what was reached.</summary>
internal sealed class TestUserWork(TestUserRow row)
{
    public TestUserRow Row => row;

    public TestUserPlan Plan => row.Plan!;

    public TestUserProgress Progress { get; } = new(row.Plan!);

    /// <summary>The user; <see langword="null"/>: not created yet, or not at all.</summary>
    public DirectoryUser? User { get; set; } = row.Plan!.Existing;

    /// <summary>It was created or changed and has to be read back.</summary>
    public bool IsWritten { get; set; }

    /// <summary>It was not created or changed: nothing further is tried.</summary>
    public bool IsRefused => row.Error is not null;

    public bool NeedsLicense { get; set; } = row.Plan is { License: not null, IsUnchanged: false };

    public List<DirectoryGroup> GroupsLeft { get; } = [.. row.Plan!.MissingGroups];

    public bool MayGoOn => User is not null && !IsRefused && Progress.UserIsThere;

    /// <summary>Names what was not reached because of an error that befell all.</summary>
    public void CutOff(SsprException error)
    {
        if (!MayGoOn)
        {
            return;
        }

        if (IsWritten)
        {
            Progress.Failed(Plan.Existing is null ? "The user was accepted, but could not be read back" : "The change was accepted, but could not be read back", error);
        }

        if (NeedsLicense)
        {
            Progress.Failed($"The licence {Plan.License!.SkuPartNumber} was not assigned", error);
        }

        foreach (var group in GroupsLeft)
        {
            Progress.Failed($"The user was not added to the group '{group.DisplayName}'", error);
        }
    }

    /// <summary>Gives the row its outcome.</summary>
    public void Conclude() => row.Result = User is null || IsRefused ? null : Progress.ToResult(User);
}
