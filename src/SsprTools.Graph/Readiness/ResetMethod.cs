namespace SsprTools.Graph.Readiness;

/// <summary>
/// What counts as one method at a gate of the reset pages. A mobile phone is one method whether it is texted or called, and an app is one
/// whether it notifies or shows a code. Source: facts/graph.md 3.1, 3.2.
/// </summary>
public enum ResetMethod
{
    MobilePhone,
    OfficePhone,
    Email,
    App,
    SecurityQuestions,
}
