using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Readiness;

/// <summary>The commands that give an app, or a managed identity, exactly the permissions that some commands need. Azure CLI runs them.</summary>
public static class GrantScript
{
    /// <summary>Microsoft Graph's own application id, the same in every tenant and cloud.</summary>
    private const string GraphApplication = "00000003-0000-0000-c000-000000000000";

    // In a block of its own, so that it leaves no function or variable behind. Everything is looked up before the first grant.
    private const string Body = """
        & {
            $ErrorActionPreference = 'Stop'
            $principal = '{principal}'
            $permissions = @({permissions})
            if ($principal -notmatch '^[0-9a-fA-F-]{36}$') { throw "Put the object id of the managed identity or enterprise application into this script: '$principal' is none." }
            function Invoke-Graph([string] $Method, [string] $Url, [string] $BodyFile) {
                $more = @(if ($BodyFile) { '--headers', 'Content-Type=application/json', '--body', "@$BodyFile" })
                $answer = az rest --method $Method --url $Url @more
                if ($LASTEXITCODE -ne 0) { throw "az rest --method $Method --url $Url failed with exit code $LASTEXITCODE." }
                "$answer" | ConvertFrom-Json
            }
            $graph = Invoke-Graph GET "{graph}/v1.0/servicePrincipals(appId='{application}')"
            $roles = foreach ($permission in $permissions) {
                $role = @($graph.appRoles | Where-Object { $_.value -eq $permission })
                if ($role.Count -ne 1) { throw "Microsoft Graph has no application permission $permission here." }
                $role[0]
            }
            $granted = @()
            $next = "{graph}/v1.0/servicePrincipals/$principal/appRoleAssignments"
            while ($next) {
                $page = Invoke-Graph GET $next
                $granted += @($page.value | Where-Object { $_.resourceId -eq $graph.id } | ForEach-Object { $_.appRoleId })
                $link = $page.PSObject.Properties['@odata.nextLink']
                $next = if ($link) { $link.Value }
            }
            foreach ($role in $roles) {
                if ($role.id -in $granted) { "$($role.value): was granted already"; continue }
                $file = New-TemporaryFile
                try {
                    @{ principalId = $principal; resourceId = $graph.id; appRoleId = $role.id } | ConvertTo-Json -Compress | Set-Content $file
                    $null = Invoke-Graph POST "{graph}/v1.0/servicePrincipals/$principal/appRoleAssignments" $file.FullName
                }
                finally { Remove-Item $file }
                "$($role.value): granted"
            }
        }
        """;

    /// <param name="objectId">The service principal to grant to; <see langword="null"/>: to be filled in by whoever runs it.</param>
    /// <returns>PowerShell text; nothing in it is secret, and running it twice changes nothing more.</returns>
    public static string Write(IReadOnlyList<string> commands, IReadOnlyList<CommandRequest> requests, SsprConnection connection, string? objectId)
    {
        var graph = connection.IsSandbox ? "https://graph.microsoft.com" : connection.Cloud.Graph.GetLeftPart(UriPartial.Authority);
        var permissions = Minimal([.. requests.Where(request => CommandRules.IsGraph(request) && request.AppOnly)]);
        var left = requests.Where(request => !CommandRules.IsGraph(request) || !request.AppOnly).Select(request => request.Request).Distinct().ToList();
        var lines = new List<string>
        {
            $"# Grants what {string.Join(", ", commands)} need to a managed identity or app, and nothing else.",
            "# To be run once, with Azure CLI, by somebody who is Privileged Role Administrator: az login --tenant " + (connection.TenantId.Length > 0 ? connection.TenantId : "<tenant>"),
        };
        lines.AddRange(left.Select(request => $"# An app cannot do {request}: that takes a person."));
        if (permissions.Count == 0)
        {
            lines.Add("# Nothing that they need can be granted to an app.");
            return string.Join("\n", lines);
        }

        lines.Add(Body
            .Replace("{principal}", objectId ?? "<object id of the managed identity or enterprise application>", StringComparison.Ordinal)
            .Replace("{permissions}", string.Join(", ", permissions.Select(permission => $"'{permission}'")), StringComparison.Ordinal)
            .Replace("{graph}", graph, StringComparison.Ordinal)
            .Replace("{application}", GraphApplication, StringComparison.Ordinal)
            .ReplaceLineEndings("\n"));
        return string.Join("\n", lines);
    }

    /// <summary>Of the named permissions as few as do for every request: one goes when those that stay do for all of them.</summary>
    internal static IReadOnlyList<string> Minimal(IReadOnlyList<CommandRequest> requests)
    {
        var kept = requests.Select(request => request.Permission).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        foreach (var one in kept.ToList())
        {
            var others = kept.Where(other => other != one).ToList();
            if (requests.All(request => RequestTable.Covers(request.Request, request.Permission, others, appOnly: true) == true))
            {
                kept.Remove(one);
            }
        }

        return kept;
    }
}
