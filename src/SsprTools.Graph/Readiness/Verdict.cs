namespace SsprTools.Graph.Readiness;

/// <summary>What a check came to. A missing fact makes it <see cref="Unknown"/>, never <see cref="Pass"/>.</summary>
public enum Verdict
{
    Unknown,
    Pass,
    Fail,
}
