namespace SsprTools.Sandbox.Tenant;

/// <summary>Which policy decides about methods: the legacy one, both, or the authentication methods policy (graph.md 1.7).</summary>
internal enum MigrationState
{
    PreMigration,
    MigrationInProgress,
    MigrationComplete,
}
