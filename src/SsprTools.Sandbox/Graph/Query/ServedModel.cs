using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>The part of Graph's schema that is served, read once from the embedded file.</summary>
internal static class ServedModel
{
    public const string Namespace = "microsoft.graph.";

    public static IEdmModel Model { get; } = Read("served.csdl");

    /// <summary>The few types of beta that are served; their source is the documentation, as there is no schema of beta here.</summary>
    public static IEdmModel Beta { get; } = Read("served-beta.csdl");

    public static IEdmModel Of(string version) => version == "beta" ? Beta : Model;

    public static IEdmStructuredType Structured(string name) => (IEdmStructuredType)Model.FindDeclaredType(Namespace + name);

    private static IEdmModel Read(string name)
    {
        using Stream stream = typeof(ServedModel).Assembly.GetManifestResourceStream(name)!;
        using XmlReader reader = XmlReader.Create(stream);
        return CsdlReader.TryParse(reader, out IEdmModel model, out IEnumerable<EdmError> errors)
            ? model
            : throw new InvalidOperationException(string.Join("; ", errors.Select(error => error.ErrorMessage)));
    }
}
