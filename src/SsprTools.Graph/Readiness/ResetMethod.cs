namespace SsprTools.Graph.Readiness;

/// <summary>
/// What a reset can ask for. A mobile phone is one whether it is texted or called; notification and code of an app are told apart, because a
/// policy can allow one of them, but they count as one method. Source: facts/graph.md 3.1, 3.2.
/// </summary>
public enum ResetMethod
{
    MobilePhone,
    OfficePhone,
    Email,
    AppNotification,
    AppCode,
    SecurityQuestions,
}
