using System.Globalization;

namespace SsprTools.Packaging;

/// <summary>One module on its way from the folder that was built and tested to what is published.</summary>
/// <param name="Name">Of the module: its folder below out/ and its project below src/ that brings the packages.</param>
/// <param name="Borrowed">What is in its own files and came from others.</param>
internal sealed record ModulePack(string Name, string Project, params IReadOnlyList<Borrowed> Borrowed)
{
    /// <summary>Lays the versioned folder out, completes it, has it signed, and writes the archives.</summary>
    /// <returns>The files that were made.</returns>
    public IReadOnlyList<string> Make(PackOptions options)
    {
        var built = Path.Combine(options.Root, "out", Name);
        if (!File.Exists(Path.Combine(built, $"{Name}.psd1")))
        {
            throw new PackException($"{built} is not there: build before packing.");
        }

        var packages = ShippedPackages.Read(built, Path.Combine(options.Root, "src", Project, "obj", "project.assets.json"));
        var folder = Path.Combine(options.Folder, Name, options.Version);
        Copy(built, folder);
        var manifest = Path.Combine(folder, $"{Name}.psd1");
        File.WriteAllText(manifest, new ModuleManifest(manifest).Complete(options.ReleaseNotes, options.ProjectUri, options.IconUri));
        File.WriteAllText(Path.Combine(folder, "ThirdPartyNotices.txt"), Notices.Of(Name, packages, Borrowed));
        if (options.SigningHook is { } hook)
        {
            Signing.Run(hook, folder);
        }

        // Last, and not signed: it carries the hashes of all the rest.
        File.WriteAllText(Path.Combine(folder, $"{Name}.cdx.json"), BillOfMaterials.Of(Name, options.Version, folder, packages, Borrowed));

        var archive = Path.Combine(options.Folder, $"{Name}.{options.Version}");
        Archives.WritePackage(folder, Name, options.Version, options.ReleaseNotes, options.ProjectUri, options.Icon, $"{archive}.nupkg");
        Archives.WriteZip(folder, $"{Name}/{options.Version}", $"{archive}.zip");
        File.Copy(Path.Combine(folder, $"{Name}.cdx.json"), $"{archive}.cdx.json");
        return [$"{archive}.nupkg", $"{archive}.zip", $"{archive}.cdx.json"];
    }

    /// <summary>What takes the space: files by what they belong to.</summary>
    public IEnumerable<string> Sizes(PackOptions options)
    {
        var folder = Path.Combine(options.Folder, Name, options.Version);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Part: PartOf(Path.GetRelativePath(folder, path)), Size: new FileInfo(path).Length))
            .GroupBy(file => file.Part, file => file.Size)
            .OrderByDescending(part => part.Sum())
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"| {Name} | {part.Key} | {part.Count()} | {part.Sum() / 1048576.0:0.00} |"));
    }

    private static string PartOf(string file) => Path.GetFileName(file) switch
    {
        var name when name.StartsWith("SsprTools", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal) => "SsprTools",
        var name when name.StartsWith("Microsoft.Graph", StringComparison.Ordinal) || name.Contains("Kiota", StringComparison.Ordinal) => "Microsoft.Graph, Kiota",
        var name when name.StartsWith("Azure", StringComparison.Ordinal) || name.Contains("Identity", StringComparison.Ordinal) => "Azure.Identity, MSAL, IdentityModel",
        var name when name.EndsWith(".dll", StringComparison.Ordinal) => "other packages",
        _ => "help, views, notices",
    };

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
