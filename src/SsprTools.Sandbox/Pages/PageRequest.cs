using Microsoft.Extensions.Primitives;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>A request as the page handlers see it.</summary>
internal sealed record PageRequest(SelfServiceHub Hub, PageSession Session, IFormCollection? Form, IQueryCollection QueryValues)
{
    public string Organization => Hub.Store.Current.Info.DisplayName;

    public string? Query(string name) => QueryValues.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    /// <summary>A field of the form; empty when it is not there.</summary>
    public string Field(string name) => Form is not null && Form.TryGetValue(name, out StringValues value) ? value.ToString() : "";

    /// <summary>A field without the blanks that people paste around what they type; never for passwords.</summary>
    public string Trimmed(string name) => Field(name).Trim();
}
