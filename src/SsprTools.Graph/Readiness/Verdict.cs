namespace SsprTools.Graph.Readiness;

/// <summary>The answer to a question about the tenant. Missing data is <see cref="Unknown"/>, never <see cref="Pass"/>.</summary>
public enum Verdict
{
    /// <summary>Nobody could tell: something needed for an answer could not be read.</summary>
    Unknown,

    Pass,

    Fail,
}
