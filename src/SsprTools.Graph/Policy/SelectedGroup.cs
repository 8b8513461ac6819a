namespace SsprTools.Graph.Policy;

/// <summary>The group for which reset is on while the scope is <see cref="SsprScope.Selected"/>.</summary>
/// <param name="Id">The object id.</param>
/// <param name="DisplayName"><see langword="null"/>: not told.</param>
public sealed record SelectedGroup(string Id, string? DisplayName)
{
    public override string ToString() => string.IsNullOrEmpty(DisplayName) ? Id : DisplayName;
}
