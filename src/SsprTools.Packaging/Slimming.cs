using Mono.Cecil;

namespace SsprTools.Packaging;

/// <summary>
/// Takes out of a package's assembly the embedded data that is not asked of it. The phone-number library is nine tenths tables of places, carriers, time
/// zones and languages; only the plans of the numbers are used. The same file gives the same bytes, so that <see cref="ShippedPackages"/> can tell that
/// what is shipped is that and nothing else.
/// </summary>
internal static class Slimming
{
    /// <summary>The part of the resources that stays, by the assembly's file name.</summary>
    private static readonly Dictionary<string, string> s_kept = new(StringComparer.Ordinal)
    {
        ["PhoneNumbers.dll"] = "PhoneNumbers.metadata.PhoneNumberMetadata",
    };

    public static bool IsFor(string path) => s_kept.ContainsKey(Path.GetFileName(path));

    /// <summary>For the notices: what was done to a file.</summary>
    public static string Remark(string path) => $"{Path.GetFileName(path)} was changed: its embedded resources are left out, but for {s_kept[Path.GetFileName(path)]}*.";

    /// <exception cref="PackException">The assembly is not as it was when this was written.</exception>
    public static byte[] Of(string path)
    {
        var kept = s_kept[Path.GetFileName(path)];
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        foreach (var resource in module.Resources.Where(resource => !resource.Name.StartsWith(kept, StringComparison.Ordinal)).ToList())
        {
            _ = module.Resources.Remove(resource);
        }

        if (module.Resources.Count == 0)
        {
            throw new PackException($"{path} has no resource {kept}*: look at what this version of the package brings.");
        }

        using var slim = new MemoryStream();
        module.Write(slim, new WriterParameters { DeterministicMvid = true });
        return slim.ToArray();
    }

    /// <summary>Of every file in a folder that it is for.</summary>
    public static void Apply(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll").Where(IsFor).ToList())
        {
            File.WriteAllBytes(path, Of(path));
        }
    }
}
