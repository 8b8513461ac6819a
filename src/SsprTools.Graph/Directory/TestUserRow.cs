namespace SsprTools.Graph.Directory;

/// <summary>One row of a list of test users, from what was asked for to what became of it.</summary>
public sealed class TestUserRow(TestUserRequest request)
{
    public TestUserRequest Request => request;

    /// <summary>What has to be done; <see langword="null"/>: <see cref="Error"/> says why nothing can be.</summary>
    public TestUserPlan? Plan { get; internal set; }

    /// <summary>What became of it; <see langword="null"/>: nothing was created or changed.</summary>
    public TestUserResult? Result { get; internal set; }

    /// <summary>Why there is no <see cref="Result"/>.</summary>
    public SsprException? Error { get; internal set; }

    internal TestUserDraft? Draft { get; set; }

    internal DirectoryUser? Existing { get; set; }

    /// <summary>The ids of the groups that the existing user is in; <see langword="null"/>: nobody needed to look.</summary>
    internal IReadOnlySet<string>? MemberOf { get; set; }
}
