namespace SsprTools.Sandbox.Tests;

/// <summary>Tests that change environment variables, which the whole process shares: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "Environment";
}
