namespace SsprTools.Graph.Readiness;

/// <summary>What is documented to do for one request.</summary>
/// <param name="Permissions">Each of these is enough by itself, with and without a signed-in person.</param>
internal sealed record RequestNeeds(params string[] Permissions)
{
    /// <summary>Enough for a signed-in person, and not listed for apps.</summary>
    public string[] Delegated { get; init; } = [];

    /// <summary>Enough for an app, and not listed for people.</summary>
    public string[] Application { get; init; } = [];

    /// <summary>Listed, but for less than the whole answer: with these alone nobody can say.</summary>
    public string[] Narrow { get; init; } = [];

    /// <summary>The directory roles that are documented to do; none where the documentation names none.</summary>
    public string[] Roles { get; init; } = [];
}
