using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.UriParser;

namespace SsprTools.Tutorial.Tests;

/// <summary>Microsoft Graph's own v1.0 schema, where the file is at hand.</summary>
internal sealed class GraphSchema
{
    private const string Name = "v1.0-Prod.csdl";

    private static readonly Lazy<GraphSchema?> s_instance = new(Load);

    private GraphSchema(IEdmModel model) => Model = model;

    /// <summary><see langword="null"/>: the file is not at hand.</summary>
    public static GraphSchema? Instance => s_instance.Value;

    public IEdmModel Model { get; }

    /// <summary>Parses path and query options. A message for each thing that Graph does not have.</summary>
    public (ODataPath? Path, IReadOnlyList<string> Problems) Check(Uri address)
    {
        var root = new Uri(address, "/v1.0/");
        var parser = new ODataUriParser(Model, root, address)
        {
            Resolver = new UnqualifiedODataUriResolver(),
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Slash,
        };
        try
        {
            var path = parser.ParsePath();
            parser.ParseFilter();
            parser.ParseSelectAndExpand();
            parser.ParseOrderBy();
            parser.ParseTop();
            parser.ParseCount();
            return (path, [.. OpenProperties.In(parser)]);
        }
        catch (Exception error) when (error is ODataException or InvalidOperationException)
        {
            return (null, [error.Message]);
        }
    }

    private static GraphSchema? Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "facts", "schema", Name);
            if (!File.Exists(file))
            {
                continue;
            }

            using var reader = XmlReader.Create(file);
            return CsdlReader.TryParse(reader, true, out var model, out var errors)
                ? new GraphSchema(model)
                : throw new InvalidDataException(string.Join("; ", errors.Take(5).Select(error => error.ErrorMessage)));
        }

        return null;
    }
}
