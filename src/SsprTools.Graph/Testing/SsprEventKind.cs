namespace SsprTools.Graph.Testing;

/// <summary>What an audit event of password reset is about.</summary>
public enum SsprEventKind
{
    /// <summary>An event of the same service that this version does not know.</summary>
    Other,

    /// <summary>One step of a user's way through the reset pages.</summary>
    FlowStep,

    /// <summary>The outcome of a self-service reset.</summary>
    Reset,

    /// <summary>A user changed the password, knowing the old one.</summary>
    Change,

    /// <summary>An administrator reset the password: no self-service.</summary>
    AdminReset,

    /// <summary>A user unlocked the account without a new password.</summary>
    Unlock,

    /// <summary>Too many attempts: the user is shut out for 24 hours.</summary>
    Blocked,

    /// <summary>A user completed the registration.</summary>
    Registered,

    /// <summary>A single method was saved or deleted, by the user or an administrator.</summary>
    SecurityInfo,

    /// <summary>An administrator changed the SSPR policy.</summary>
    PolicyChanged,
}
