using System.Reflection;
using System.Runtime.Loader;

namespace SsprTools.Loading;

/// <summary>
/// Holds SsprTools.Graph and its packages apart from what other modules loaded (Az, Microsoft.Graph, ExchangeOnline ship other
/// versions of the same names). The cmdlets stay in the default context; one name, <c>SsprTools.Graph</c>, is the bridge.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    internal const string Bridge = "SsprTools.Graph";

    private static readonly object s_once = new();
    private static EngineLoadContext? s_instance;

    private readonly string _folder;
    private readonly Dictionary<string, string> _runtime;

    private EngineLoadContext(string folder, string? trustedAssemblies)
        : base("SsprTools", isCollectible: false)
    {
        _folder = folder;
        _runtime = (trustedAssemblies ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Hooks the bridge, once in a process however often the module is imported, in whatever runspace.</summary>
    public static void Hook(string folder)
    {
        lock (s_once)
        {
            if (s_instance is not null)
            {
                return;
            }

            s_instance = new EngineLoadContext(folder, AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string);
            Default.Resolving += static (_, wanted) => wanted.Name == Bridge ? s_instance.LoadFromAssemblyName(wanted) : null;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var shipped = Path.Combine(_folder, name + ".dll");
        var shippedVersion = VersionOf(shipped);
        var runtimeVersion = _runtime.TryGetValue(name, out var path) ? VersionOf(path) : null;
        return UseShipped(shippedVersion, runtimeVersion) ? LoadFromAssemblyPath(shipped) : null;
    }

    /// <summary>
    /// Decided once per name from what is shipped, never from the version that happens to be wanted: otherwise System.Text.Json came
    /// twice on .NET 8, depending on who asked first. The runtime's copy wins when it is at least as new, so that Stream and
    /// JsonElement keep one identity.
    /// </summary>
    internal static bool UseShipped(Version? shipped, Version? runtime) =>
        shipped is not null && (runtime is null || runtime < shipped);

    private static Version? VersionOf(string path) => File.Exists(path) ? AssemblyName.GetAssemblyName(path).Version : null;
}
