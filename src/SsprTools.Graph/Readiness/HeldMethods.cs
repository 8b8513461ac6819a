using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>What a held method can be used for at a reset. Source: facts/graph.md 1.6, 3.1.</summary>
internal static class HeldMethods
{
    public static IReadOnlyList<ResetMethod> Of(UserMethod method) => method switch
    {
        { UsableForReset: false } => [],
        { Method: MethodKind.MobilePhone } => [ResetMethod.MobilePhone],
        { Method: MethodKind.OfficePhone } => [ResetMethod.OfficePhone],
        { Method: MethodKind.Email } => [ResetMethod.Email],
        { Method: MethodKind.MicrosoftAuthenticator } => [ResetMethod.AppNotification, ResetMethod.AppCode],
        { Method: MethodKind.SoftwareOath } => [ResetMethod.AppCode],
        _ => [],
    };

    /// <summary>Whether no source tells what it is good for.</summary>
    public static bool IsUnclear(UserMethod method) => method.Method == MethodKind.Other;
}
