namespace SsprTools.Graph.Policy;

/// <summary>One request of a change.</summary>
/// <param name="Section">What it changes: see <see cref="PolicySection"/>.</param>
/// <param name="Method">Its verb.</param>
/// <param name="Path">Below the API's base address.</param>
/// <param name="Body">As JSON.</param>
internal sealed record PolicyStep(string Section, HttpMethod Method, string Path, string Body)
{
    /// <summary>Through the portal's undocumented API.</summary>
    public bool IsPortal => Section is PolicySection.Portal or PolicySection.OnPremises;

    /// <summary>Verb and path.</summary>
    public string Request => $"{Method} /{Path}";

    /// <summary>The section as it is before this step, which may follow others on the same one.</summary>
    public required JsonFields Before { get; init; }

    /// <summary>The section as it is to be after this step.</summary>
    public required JsonFields After { get; init; }
}
