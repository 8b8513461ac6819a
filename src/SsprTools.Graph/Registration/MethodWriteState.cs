namespace SsprTools.Graph.Registration;

/// <summary>How far one change got.</summary>
internal enum MethodWriteState
{
    NotSent,

    /// <summary>The service took it and told what there is now.</summary>
    Shown,

    /// <summary>The service took it and told nothing more.</summary>
    Accepted,

    /// <summary>Nobody knows.</summary>
    Unknown,
    Failed,
}
