using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Readiness;

/// <summary>Whether a connection can run a command: what its token says against what the command's requests need. No I/O.</summary>
public static class CommandRules
{
    /// <param name="command">The command's name.</param>
    /// <param name="requests">What it sends.</param>
    /// <param name="licensed">Whether the tenant has Entra ID P1 or P2, which the registration report needs; <see langword="null"/>: not known.</param>
    public static CommandPrerequisite Judge(string command, IReadOnlyList<CommandRequest> requests, SsprConnection connection, bool? licensed)
    {
        var judged = JudgeAll(command, [.. requests.Where(request => request.For.Length == 0)], connection, licensed);
        // What only one parameter needs does not keep the command from running, but is said.
        var parts = requests.Where(request => request.For.Length > 0).GroupBy(request => request.For)
            .Select(part => (part.Key, Judged: JudgeAll(command, [.. part], connection, licensed)))
            .Where(part => part.Judged.Verdict != Verdict.Pass)
            .Select(part => $"For {part.Key}: {part.Judged.Reason}");
        return judged with { Reason = string.Join(' ', parts.Prepend(judged.Reason)) };
    }

    private static CommandPrerequisite JudgeAll(string command, List<CommandRequest> requests, SsprConnection connection, bool? licensed)
    {
        // A token that says nothing of itself (not a JWT, or without scp and roles) leaves these unknown.
        var scopes = connection.Scopes.Count > 0 ? connection.Scopes : null;
        var graph = requests.Where(IsGraph).ToList();
        var covered = scopes is null ? [] : graph.Select(one => (one.Permission, Enough: RequestTable.Covers(one.Request, one.Permission, [.. scopes], connection.IsAppOnly))).ToList();
        var missing = scopes is null ? null : Named(covered, false);
        var obstacles = Obstacles(requests, connection);
        var roles = Roles(requests, connection, out var unsure);
        var needsReport = requests.Any(request => request.Request.Contains("/reports/authenticationMethods", StringComparison.Ordinal));
        var license = needsReport && licensed == false ? "Microsoft Entra ID P1 or P2" : null;

        var failures = new List<string>();
        failures.AddRange(obstacles);
        if (missing is { Count: > 0 })
        {
            failures.Add($"the token lacks {string.Join(", ", missing)}.");
        }

        if (roles is { Count: > 0 })
        {
            failures.Add($"the signed-in person lacks {string.Join(", ", roles)}.");
        }

        if (license is not null)
        {
            failures.Add($"the tenant has no {license}.");
        }

        var unknowns = new List<string>();
        if (scopes is null && graph.Count > 0)
        {
            unknowns.Add("the token does not say which permissions it has.");
        }

        if (Named(covered, null).Except(missing ?? []).ToList() is { Count: > 0 } doubtful)
        {
            unknowns.Add($"whether what the token has does for {string.Join(", ", doubtful)} is not documented.");
        }

        if (unsure.Count > 0)
        {
            unknowns.Add($"whether the person has {string.Join(", ", unsure)} or a role above is not known.");
        }

        if (needsReport && licensed is null)
        {
            unknowns.Add("the tenant's licences could not be read.");
        }

        var verdict = failures.Count > 0 ? Verdict.Fail : unknowns.Count > 0 ? Verdict.Unknown : Verdict.Pass;
        return new CommandPrerequisite
        {
            Command = command,
            Verdict = verdict,
            MissingPermission = missing,
            MissingRole = roles,
            Obstacle = obstacles,
            MissingLicense = license,
            Reason = verdict switch
            {
                Verdict.Pass => "The token has what its requests need.",
                Verdict.Fail => Sentence(failures),
                _ => Sentence(unknowns),
            },
            NextStep = verdict == Verdict.Pass ? null : Next(missing, roles, obstacles, license),
        };
    }

    internal static bool IsGraph(CommandRequest request) => !request.Permission.Contains(' ', StringComparison.Ordinal);

    private static List<string> Obstacles(IReadOnlyList<CommandRequest> requests, SsprConnection connection)
    {
        var found = new List<string>();
        foreach (var request in requests.Where(IsGraph))
        {
            var parts = request.Request.Split(' ', 2);
            if (connection.Cloud.Lacks.FirstOrDefault(gap => gap.Matches(parts[0], parts[1])) is { } gap)
            {
                found.Add($"the cloud {connection.Environment} has no {gap.Reason}.");
            }

            if (!request.AppOnly && connection.IsAppOnly == true)
            {
                found.Add($"an app without a user cannot do {request.Request}.");
            }
        }

        if (requests.Any(request => !IsGraph(request)) && !connection.PortalApi)
        {
            found.Add(connection.Cloud.PortalApi is null
                ? $"the cloud {connection.Environment} has no portal API that anybody has seen."
                : connection.IsAppOnly == true
                    ? "the portal API takes the tokens of people only."
                    : "the connection was made without -PortalApi.");
        }

        return [.. found.Distinct()];
    }

    private static List<string>? Roles(IReadOnlyList<CommandRequest> requests, SsprConnection connection, out List<string> unsure)
    {
        unsure = [];
        var needed = requests.Where(request => request.Role.Length > 0).ToList();
        if (connection.IsAppOnly == true || needed.Count == 0)
        {
            return [];
        }

        if (connection.IsAppOnly is null || connection.DirectoryRoles is not { } held)
        {
            unsure = [.. needed.Select(request => request.Role).Distinct()];
            return null;
        }

        var judged = needed.Select(request => (request.Role, Enough: RoleTable.Covers(request.Request, request.Role, held))).ToList();
        var lacking = Named(judged, false);
        unsure = [.. Named(judged, null).Except(lacking)];
        return lacking;
    }

    private static List<string> Named(List<(string Name, bool? Enough)> judged, bool? verdict) =>
        [.. judged.Where(one => one.Enough == verdict).Select(one => one.Name).Distinct()];

    private static string Sentence(List<string> parts) => string.Join(" ", parts.Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Next(List<string>? missing, List<string>? roles, List<string> obstacles, string? license)
    {
        var steps = new List<string>();
        if (missing is { Count: > 0 })
        {
            steps.Add("Have the permission consented: for people Connect-SsprTenant -Scope asks for it, for an app Test-SsprPrerequisite -AsScript writes the commands. Then connect again.");
        }

        if (roles is { Count: > 0 })
        {
            steps.Add("Assign the role, or activate it in Privileged Identity Management, then connect again.");
        }

        if (obstacles.Exists(text => text.Contains("-PortalApi", StringComparison.Ordinal)))
        {
            steps.Add("Connect with -PortalApi.");
        }
        else if (obstacles.Count > 0)
        {
            steps.Add("Sign in as a person, or do it in the Entra admin center.");
        }

        if (license is not null)
        {
            steps.Add($"Get {license}.");
        }

        return steps.Count > 0 ? string.Join(" ", steps) : "Run it and see; a refusal names what is missing.";
    }
}
