namespace SsprTools.Graph.Directory;

/// <summary>
/// The address of a membership: the only way to name one in this library, and always with <c>/$ref</c>. Without it the same DELETE would
/// delete the user (facts/graph.md 1.3). <see cref="Http.MemberDeleteGuard"/> stops such a request wherever else it comes from.
/// </summary>
internal sealed class MemberReference
{
    private MemberReference(string path) => Path = path;

    /// <summary>Path below the API's base address.</summary>
    public string Path { get; }

    /// <exception cref="ArgumentException">An id that is no GUID could bring a path of its own.</exception>
    public static MemberReference Of(string groupId, string memberId) =>
        new($"v1.0/groups/{Checked(groupId)}/members/{Checked(memberId)}/$ref");

    private static string Checked(string id) => Guid.TryParseExact(id, "D", out var guid)
        ? guid.ToString("D")
        : throw new ArgumentException($"'{id}' is no object id.", nameof(id));
}
