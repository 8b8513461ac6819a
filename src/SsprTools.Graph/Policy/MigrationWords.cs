namespace SsprTools.Graph.Policy;

/// <summary>The words of <c>policyMigrationState</c> (facts/graph.md 1.7).</summary>
internal static class MigrationWords
{
    public static MigrationState Read(string? word) => word switch
    {
        "preMigration" => MigrationState.PreMigration,
        "migrationInProgress" => MigrationState.InProgress,
        "migrationComplete" => MigrationState.Complete,
        _ => MigrationState.Unknown,
    };

    public static string Write(MigrationState state) => state switch
    {
        MigrationState.PreMigration => "preMigration",
        MigrationState.InProgress => "migrationInProgress",
        MigrationState.Complete => "migrationComplete",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Nobody can set a state that is not known."),
    };
}
