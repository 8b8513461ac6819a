using System.Management.Automation;

namespace SsprTools.Loading;

/// <summary>
/// Runs when the module is imported, before any cmdlet is bound. PowerShell has reflected over the public types by then, so no public
/// type of this assembly may need an engine type to load: base types, interfaces and fields of value types (a test guards that).
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport() =>
        EngineLoadContext.Hook(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "lib"));
}
