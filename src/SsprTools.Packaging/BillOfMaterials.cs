using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Packaging;

/// <summary>
/// The software bill of materials, CycloneDX 1.6 in JSON: each shipped package with its licence, its hash and its files. It says nothing of when or
/// where it was made, so that two builds give the same; its serial number is made from its content.
/// </summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">The module's folder, complete.</param>
    public static string Of(string module, string version, string folder, IReadOnlyList<ShippedPackage> packages, params IReadOnlyList<Borrowed> borrowed)
    {
        var self = $"pkg:nuget/{module}@{version}";
        var bill = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = self,
                    ["name"] = module,
                    ["version"] = version,
                    ["licenses"] = Licences("MIT"),
                    ["purl"] = self,
                    ["components"] = Files(folder, Own(folder, packages)),
                },
            },
            ["components"] = new JsonArray([.. packages.Select(package => Component(folder, package)), .. borrowed.Select(Component)]),
            ["dependencies"] = new JsonArray(new JsonObject { ["ref"] = self, ["dependsOn"] = new JsonArray([.. packages.Select(package => (JsonNode)Purl(package)), .. borrowed.Select(part => (JsonNode)part.Purl)]) }),
        };
        bill["serialNumber"] = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJsonString())).AsSpan(0, 16))}";
        return bill.ToJsonString(s_indented) + "\n";
    }

    private static string Purl(ShippedPackage package) => $"pkg:nuget/{package.Id}@{package.Version}";

    private static IEnumerable<string> Own(string folder, IReadOnlyList<ShippedPackage> packages)
    {
        var others = packages.SelectMany(package => package.Files).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(file => !others.Contains(file))
            .Order(StringComparer.Ordinal);
    }

    private static JsonObject Component(string folder, ShippedPackage package)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(package),
            ["name"] = package.Id,
            ["version"] = package.Version,
            ["hashes"] = new JsonArray(Hash("SHA-512", Convert.FromBase64String(package.Sha512))),
            ["licenses"] = Licences(package),
            ["copyright"] = package.Copyright,
            ["purl"] = Purl(package),
        };
        if (package.ProjectUrl is { } url)
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = url });
        }

        component["components"] = Files(folder, package.Files);
        return component;
    }

    private static JsonObject Component(Borrowed part) => new()
    {
        ["type"] = "data",
        ["bom-ref"] = part.Purl,
        ["name"] = part.Name,
        ["description"] = part.What,
        ["licenses"] = Licences(part.Licence),
        ["copyright"] = part.Copyright,
        ["purl"] = part.Purl,
        ["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = part.Url }),
        ["components"] = new JsonArray(),
    };

    private static JsonArray Licences(ShippedPackage package) => package switch
    {
        { Licence: { } expression } => Licences(expression),
        { LicenceUrl: { } url } => new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = "as the package says", ["url"] = url } }),
        _ => new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = "as the package's licence file says" } }),
    };

    private static JsonArray Licences(string expression) => new(new JsonObject { ["expression"] = expression });

    private static JsonArray Files(string folder, IEnumerable<string> files) => new([.. files.Select(file => (JsonNode)new JsonObject
    {
        ["type"] = "file",
        ["name"] = file,
        ["hashes"] = new JsonArray(Hash("SHA-256", SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))))),
    })]);

    private static JsonObject Hash(string algorithm, byte[] value) => new() { ["alg"] = algorithm, ["content"] = Convert.ToHexStringLower(value) };
}
