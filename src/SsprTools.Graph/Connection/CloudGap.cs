namespace SsprTools.Graph.Connection;

/// <summary>A part of Graph that a cloud lacks.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">The path below the version.</param>
/// <param name="Reason">What is missing, in an admin's words.</param>
public sealed record CloudGap(string Method, string Path, string Reason)
{
    /// <summary>What to do instead.</summary>
    public string Instead { get; init; } = "Do it in the Entra admin center of that cloud, as far as that has it.";

    /// <summary>Whether a request is what the cloud lacks; what stands below the path is part of it.</summary>
    public bool Matches(string method, string path)
    {
        var wanted = "/" + Path + "/";
        return string.Equals(method, Method, StringComparison.OrdinalIgnoreCase)
            && (path.TrimEnd('/') + "/").Contains(wanted, StringComparison.OrdinalIgnoreCase);
    }
}
