using System.Management.Automation;
using System.Reflection;
using SsprTools.Graph.Readiness;

namespace SsprTools;

/// <summary>What each cmdlet of the module needs, read from its <see cref="GraphPermissionAttribute"/>s.</summary>
internal sealed record CommandNeeds(string Name, IReadOnlyList<GraphPermissionAttribute> Permissions)
{
    /// <summary>The same in the engine's words.</summary>
    public IReadOnlyList<CommandRequest> Requests { get; } =
        [.. Permissions.Select(permission => new CommandRequest(permission.Request, permission.Permission, permission.Role, permission.AppOnly) { For = permission.For })];

    /// <summary>Every cmdlet that makes requests, by name.</summary>
    public static IReadOnlyList<CommandNeeds> All { get; } =
    [
        .. typeof(CommandNeeds).Assembly.GetExportedTypes()
            .Select(type => (Cmdlet: type.GetCustomAttribute<CmdletAttribute>(), Type: type))
            .Where(pair => pair.Cmdlet is not null)
            .Select(pair => new CommandNeeds(
                $"{pair.Cmdlet!.VerbName}-{pair.Cmdlet.NounName}", [.. pair.Type.GetCustomAttributes<GraphPermissionAttribute>(inherit: true)]))
            .Where(command => command.Permissions.Count > 0)
            .OrderBy(command => command.Name, StringComparer.Ordinal),
    ];
}
