namespace SsprTools.Graph.Readiness;

/// <summary>What a change of the policy does to a user, as far as the policy decides.</summary>
public enum Impact
{
    /// <summary>A fact that it hangs on is not known.</summary>
    Unknown,

    /// <summary>Can reset now, and not after the change.</summary>
    Loses,

    /// <summary>Cannot reset now, and can after the change.</summary>
    Gains,

    /// <summary>Can reset before and after, or the change touches nothing that the user's reset hangs on.</summary>
    Unaffected,

    /// <summary>Cannot reset before nor after.</summary>
    StillCannot,
}
