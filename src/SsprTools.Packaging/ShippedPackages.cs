using NuGet.Packaging;
using NuGet.ProjectModel;

namespace SsprTools.Packaging;

/// <summary>Tells for each assembly of a module's folder which NuGet package it came from.</summary>
internal static class ShippedPackages
{
    /// <param name="folder">The module's folder as it was built.</param>
    /// <param name="assets">The project.assets.json of the restore that the folder was built from.</param>
    /// <exception cref="PackException">An assembly is neither ours nor, byte for byte, one of a restored package or what <see cref="Slimming"/> makes of it.</exception>
    public static IReadOnlyList<ShippedPackage> Read(string folder, string assets)
    {
        if (!File.Exists(assets))
        {
            throw new PackException($"{assets} is missing: build before packing.");
        }

        var lockFile = new LockFileFormat().Read(assets);
        var origins = Origins(lockFile);
        var files = new Dictionary<LockFileTargetLibrary, List<string>>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (IsOurs(path))
            {
                continue;
            }

            var origin = origins[Path.GetFileName(path)].FirstOrDefault(origin => Same(origin.Path, path)).Library
                ?? throw new PackException($"{path} is of no package that was restored: it cannot be named in the notices. Clean, build and pack again.");
            if (!files.TryGetValue(origin, out var list))
            {
                files.Add(origin, list = []);
            }

            list.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'));
        }

        return [.. files.Select(pair => Describe(lockFile, pair.Key, pair.Value)).OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether a file was made here: it is then signed by us, and in nobody's notices.</summary>
    public static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("SsprTools.", StringComparison.Ordinal);

    // By file name; the same name comes from several packages and for several systems.
    private static ILookup<string, (LockFileTargetLibrary Library, string Path)> Origins(LockFile lockFile) => lockFile.Targets
        .SelectMany(target => target.Libraries)
        .Where(library => library.Type == "package")
        .SelectMany(library => library.RuntimeAssemblies.Select(file => file.Path).Concat(library.RuntimeTargets.Select(file => file.Path))
            .Select(file => (Library: library, Path: Path.Combine(FolderOf(lockFile, library), file))))
        .ToLookup(origin => Path.GetFileName(origin.Path), StringComparer.OrdinalIgnoreCase);

    private static string FolderOf(LockFile lockFile, LockFileTargetLibrary library) => lockFile.PackageFolders
        .Select(root => Path.Combine(root.Path, lockFile.GetLibrary(library.Name, library.Version).Path))
        .FirstOrDefault(Directory.Exists)
        ?? throw new PackException($"The restored package {library.Name} {library.Version} is gone: restore and build again.");

    private static bool Same(string packaged, string shipped) =>
        File.Exists(packaged) && (Slimming.IsFor(packaged) ? Slimming.Of(packaged) : File.ReadAllBytes(packaged)).AsSpan().SequenceEqual(File.ReadAllBytes(shipped));

    private static ShippedPackage Describe(LockFile lockFile, LockFileTargetLibrary library, IReadOnlyList<string> files)
    {
        var folder = FolderOf(lockFile, library);
        var nuspec = new NuspecReader(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var licence = nuspec.GetLicenseMetadata();
        return new ShippedPackage(
            library.Name!,
            library.Version!.ToNormalizedString(),
            licence?.Type == LicenseType.Expression ? licence.License : null,
            Text(folder, "LICEN"),
            nuspec.GetLicenseUrl(),
            Text(folder, "THIRD-PARTY"),
            nuspec.GetCopyright() is { Length: > 0 } copyright ? copyright : $"Copyright (c) {nuspec.GetAuthors()}",
            nuspec.GetProjectUrl() is { Length: > 0 } url ? url : null,
            lockFile.GetLibrary(library.Name, library.Version).Sha512,
            files);
    }

    private static string? Text(string folder, string start) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file).StartsWith(start, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault() is { } file
            ? File.ReadAllText(file)
            : null;
}
