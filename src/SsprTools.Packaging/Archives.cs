using System.IO.Compression;
using NuGet.Common;
using NuGet.Packaging;
using NuGet.Versioning;

namespace SsprTools.Packaging;

/// <summary>The two forms in which a module's folder travels. Both hold nothing of the clock, so that the same files give the same bytes.</summary>
internal static class Archives
{
    /// <summary>The .nupkg as the PowerShell Gallery takes it: the module's files at its root, what the gallery searches by in its tags.</summary>
    public static void WritePackage(string folder, string id, string version, string releaseNotes, Uri? project, string icon, string path)
    {
        var manifest = new ModuleManifest(Path.Combine(folder, $"{id}.psd1"));
        // Deterministic: the part with the core properties has one name. The dates of the entries are still those of the clock, hence Write.
        var builder = new PackageBuilder(deterministic: true, NullLogger.Instance)
        {
            Id = id,
            Version = NuGetVersion.Parse(version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            ReleaseNotes = releaseNotes,
            ProjectUrl = project,
            Icon = Path.GetFileName(icon),
            LicenseMetadata = new LicenseMetadata(LicenseType.Expression, "MIT", NuGet.Packaging.Licenses.NuGetLicenseExpression.Parse("MIT"), null, LicenseMetadata.EmptyVersion),
        };
        builder.Authors.Add(manifest.Author);
        builder.Tags.UnionWith([.. manifest.Tags, "PSModule", .. manifest.Cmdlets.SelectMany(name => new[] { $"PSCommand_{name}", $"PSCmdlet_{name}" })]);
        foreach (var file in Files(folder))
        {
            builder.Files.Add(new PhysicalPackageFile { SourcePath = Path.Combine(folder, file), TargetPath = file });
        }

        builder.Files.Add(new PhysicalPackageFile { SourcePath = icon, TargetPath = Path.GetFileName(icon) });
        using var stream = new MemoryStream();
        builder.Save(stream);
        stream.Position = 0;
        using var made = new ZipArchive(stream);
        Write(path, made.Entries.Select(entry => (entry.FullName, (Func<Stream>)entry.Open)));
    }

    /// <summary>A zip with the versioned folder in it, to be unpacked where $env:PSModulePath points.</summary>
    public static void WriteZip(string folder, string below, string path) =>
        Write(path, Files(folder).Select(file => ($"{below}/{file}", (Func<Stream>)(() => File.OpenRead(Path.Combine(folder, file))))));

    private static void Write(string path, IEnumerable<(string Name, Func<Stream> Open)> entries)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, open) in entries)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
            // The first moment that a zip can name.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var to = entry.Open();
            using var from = open();
            from.CopyTo(to);
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
