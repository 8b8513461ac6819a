namespace SsprTools;

/// <summary>
/// What one of a cmdlet's requests needs. The single place for it: the message of a 403, the documentation and the tests read it here.
/// Source: facts/graph.md sections 1.1 to 1.12.
/// </summary>
/// <param name="request">Verb and path, such as <c>POST /users/{id}/authentication/phoneMethods</c>.</param>
/// <param name="permission">The least permission.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GraphPermissionAttribute(string request, string permission) : Attribute
{
    public string Request { get; } = request;

    public string Permission { get; } = permission;

    /// <summary>The least Entra role that a signed-in person needs besides; none if empty.</summary>
    public string Role { get; init; } = "";

    /// <summary>Whether an app without a user can do it at all.</summary>
    public bool AppOnly { get; init; } = true;

    /// <summary>The parameter or part of the cmdlet that alone sends it, such as <c>-Wait</c>; empty: the cmdlet does not work without.</summary>
    public string For { get; init; } = "";

    /// <summary>Whether a request that was refused is the one described here; <c>{id}</c> stands for any one segment.</summary>
    internal bool Matches(string method, string path)
    {
        var pattern = Request.Split(' ', 2);
        if (pattern[0] != method)
        {
            return false;
        }

        var wanted = pattern[1].Trim('/').Split('/');
        var given = path.Trim('/').Split('/');
        // The version, and in a sandbox the prefix of an API, stand before the path.
        var skip = given.Length - wanted.Length;
        return skip >= 0 && wanted
            .Zip(given.Skip(skip))
            .All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
