using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Readiness;

/// <summary>The commands that give an app, or a managed identity, exactly the permissions that some commands need. Azure CLI runs them.</summary>
public static class GrantScript
{
    /// <summary>Microsoft Graph's own application id, the same in every tenant and cloud.</summary>
    private const string GraphApplication = "00000003-0000-0000-c000-000000000000";

    /// <param name="objectId">The service principal to grant to; <see langword="null"/>: to be filled in by whoever runs it.</param>
    /// <returns>PowerShell text; nothing in it is secret, and running it twice changes nothing more.</returns>
    public static string Write(IReadOnlyList<string> commands, IReadOnlyList<CommandRequest> requests, SsprConnection connection, string? objectId)
    {
        var graph = connection.IsSandbox ? "https://graph.microsoft.com" : connection.Cloud.Graph.GetLeftPart(UriPartial.Authority);
        var permissions = Minimal(requests.Where(request => CommandRules.IsGraph(request) && request.AppOnly).Select(request => request.Permission));
        var left = requests.Where(request => !CommandRules.IsGraph(request) || !request.AppOnly).Select(request => request.Request).Distinct().ToList();
        var lines = new List<string>
        {
            $"# Grants what {string.Join(", ", commands)} need to a managed identity or app, and nothing else.",
            "# To be run once, with Azure CLI, by somebody who is Privileged Role Administrator: az login --tenant " + (connection.TenantId.Length > 0 ? connection.TenantId : "<tenant>"),
        };
        lines.AddRange(left.Select(request => $"# An app cannot do {request}: that takes a person."));
        lines.Add($"$principal = '{objectId ?? "<object id of the managed identity or enterprise application>"}'");
        lines.Add($"$graph = az rest --method GET --url \"{graph}/v1.0/servicePrincipals(appId='{GraphApplication}')\" | ConvertFrom-Json");
        lines.Add($"$granted = (az rest --method GET --url \"{graph}/v1.0/servicePrincipals/$principal/appRoleAssignments\" | ConvertFrom-Json).value.appRoleId");
        lines.Add($"foreach ($permission in {string.Join(", ", permissions.Select(permission => $"'{permission}'"))}) {{");
        lines.Add("    $role = $graph.appRoles | Where-Object value -EQ $permission");
        lines.Add("    if ($role.id -in $granted) { continue }");
        lines.Add("    $body = @{ principalId = $principal; resourceId = $graph.id; appRoleId = $role.id } | ConvertTo-Json -Compress");
        lines.Add("    $file = New-TemporaryFile");
        lines.Add("    Set-Content $file $body");
        lines.Add($"    az rest --method POST --url \"{graph}/v1.0/servicePrincipals/$principal/appRoleAssignments\" --headers Content-Type=application/json --body \"@$file\"");
        lines.Add("    Remove-Item $file");
        lines.Add("}");
        return string.Join("\n", lines);
    }

    /// <summary>Without those that another one of them holds already.</summary>
    internal static IReadOnlyList<string> Minimal(IEnumerable<string> permissions)
    {
        var all = permissions.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        return [.. all.Where(one => PermissionTable.Covering(one, [.. all.Where(other => other != one)]) is null)];
    }
}
