using System.Globalization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Whether a whole read of the registration report told of as many people as the directory expects in it. The report has no count of its own (facts/graph.md 1.10), so
/// a page that the service lost looks like an end. Disabled users are not in it, and it is hours old; so the directory's count of enabled users who were there
/// when it was refreshed is what comes nearest. It is evidence, not proof: somebody may have been enabled since, and rows of people deleted since may hide
/// some that are missing.
/// </summary>
/// <param name="Rows">The rows that were read.</param>
/// <param name="Expected">The directory's count; <see langword="null"/>: it may not be read.</param>
/// <param name="Refreshed">When the report was refreshed; <see langword="null"/>: no row said so, and everybody is counted.</param>
public sealed record ReportCoverage(long Rows, long? Expected, DateTimeOffset? Refreshed)
{
    /// <summary>How many have no row, at least; <see langword="null"/>: not known.</summary>
    public long? Missing => Expected is { } expected ? Math.Max(0, expected - Rows) : null;

    /// <summary>What an admin must know; <see langword="null"/>: nothing speaks against the list.</summary>
    public string? Warning
    {
        get
        {
            if (Missing is not > 0)
            {
                return null;
            }

            var who = Refreshed is { } time
                ? string.Create(CultureInfo.InvariantCulture, $"enabled users who were there when it was refreshed ({time:u})")
                : "enabled users";
            return $"The report gave {Rows} rows, and the directory counts {Expected} {who}: at least {Missing} {(Missing == 1 ? "has" : "have")} no row. "
                + "The report does not count itself, so nothing tells whether it left them out, a page was lost on the way, or they were enabled since. "
                + "Do not conclude anything from a row that is missing; run the command again, or ask for a user by name.";
        }
    }

    /// <param name="connection">The tenant.</param>
    /// <param name="rows">The rows of a whole read without a filter.</param>
    /// <param name="refreshed">The oldest refresh that a row named.</param>
    public static async Task<ReportCoverage> OfAsync(SsprConnection connection, long rows, DateTimeOffset? refreshed, CancellationToken cancellationToken)
    {
        var all = await UserCount.ReadAsync(connection, enabledOnly: true, cancellationToken).ConfigureAwait(false);
        // Where there are no more people than rows today, there were none then; whoever came since is told apart only where that matters.
        return all is null || all <= rows || refreshed is null
            ? new(rows, all, refreshed)
            : new(rows, await UserCount.ReadAsync(connection, enabledOnly: true, refreshed, cancellationToken).ConfigureAwait(false), refreshed);
    }
}
