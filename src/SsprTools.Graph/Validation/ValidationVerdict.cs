namespace SsprTools.Graph.Validation;

/// <summary>What a check came to.</summary>
public enum ValidationVerdict
{
    /// <summary>It could not be read, and nobody attested it. Never compliant.</summary>
    Unknown,

    /// <summary>Seen to be as asked.</summary>
    Pass,

    /// <summary>Seen to be otherwise, or attested to be otherwise, or the attestation has expired.</summary>
    Fail,

    /// <summary>No API shows it; a person vouches that it is as asked, and that has not expired.</summary>
    Attested,

    /// <summary>Nothing was asked that this check could answer, such as the health of a pilot where no group was named.</summary>
    Skipped,
}
