namespace SsprTools.Graph.Policy;

/// <summary>Where a value came from.</summary>
public enum PolicySource
{
    /// <summary>Nobody could say.</summary>
    Unknown,

    /// <summary>Microsoft Graph, documented.</summary>
    Graph,

    /// <summary>The undocumented API that the Entra portal itself calls.</summary>
    Portal,

    /// <summary>Deduced from effects, such as what the registration report says of a group's members.</summary>
    Observed,

    /// <summary>The admin's own file.</summary>
    Declared,
}
