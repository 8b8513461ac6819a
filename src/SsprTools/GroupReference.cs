using System.Management.Automation;

namespace SsprTools;

/// <summary>A group as people name one: an object id, a display name, or any object with an Id or DisplayName.</summary>
public sealed class GroupReference
{
    public GroupReference(object value)
    {
        Value = Reference.Read(value, "GroupId", "DisplayName")
            ?? throw new PSArgumentException($"'{value}' is no group. Give an object id, a display name, or an object with an Id or DisplayName.");
    }

    /// <summary>The object id or display name.</summary>
    public string Value { get; }

    public override string ToString() => Value;
}
