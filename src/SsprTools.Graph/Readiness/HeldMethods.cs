using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>What a held method can be used for at a reset. Source: facts/graph.md 1.6, 3.1.</summary>
internal static class HeldMethods
{
    public static IReadOnlyList<ResetMethod> Of(UserMethod method) => method switch
    {
        { UsableForReset: false } or { Method: MethodKind.OfficePhone, Value: null } => [],
        { Method: MethodKind.MobilePhone } => [ResetMethod.MobilePhone],
        { Method: MethodKind.OfficePhone } => [ResetMethod.OfficePhone],
        { Method: MethodKind.Email } => [ResetMethod.Email],
        { Method: MethodKind.MicrosoftAuthenticator } => [ResetMethod.AppNotification, ResetMethod.AppCode],
        { Method: MethodKind.SoftwareOath } => [ResetMethod.AppCode],
        _ => [],
    };

    /// <summary>Whether nobody tells what it is good for: a kind without a source, or an office phone of which it is not told whether it has an extension.</summary>
    public static bool IsUnclear(UserMethod method) => method is { Method: MethodKind.Other } or { Method: MethodKind.OfficePhone, Value: null };
}
