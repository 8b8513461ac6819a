using System.Management.Automation;

namespace SsprTools;

/// <summary>Reads the text that names an object out of whatever was given.</summary>
internal static class Reference
{
    /// <param name="value">Text, a GUID, or an object with properties.</param>
    /// <param name="properties">Further properties to look at after Id, in this order.</param>
    /// <returns>The trimmed text, or <see langword="null"/>.</returns>
    public static string? Read(object? value, params string[] properties)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        var text = plain switch
        {
            null => null,
            string given => given,
            Guid id => id.ToString(),
            UserReference user => user.Value,
            GroupReference group => group.Value,
            _ => properties.Prepend("Id")
                .Select(name => PSObject.AsPSObject(value).Properties[name]?.Value?.ToString())
                .FirstOrDefault(found => !string.IsNullOrWhiteSpace(found)),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
