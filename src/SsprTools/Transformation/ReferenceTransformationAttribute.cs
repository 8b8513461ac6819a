using System.Collections;
using System.Management.Automation;

namespace SsprTools.Transformation;

/// <summary>
/// Reads the text that names a group out of an object, alone or in a list; text stays as it is. For parameters where an empty text is a value of its own
/// ("no group"), which <see cref="GroupReference"/> refuses.
/// </summary>
internal sealed class ReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list ? list.Cast<object?>().Select(Name).ToArray() : Name(inputData);
    }

    private static string? Name(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        string text => text,
        _ => Reference.Read(value, "GroupId", "DisplayName")
            ?? throw new ArgumentTransformationMetadataException($"'{value}' is no group. Give an object id, a display name, or an object with an Id or DisplayName."),
    };
}
