namespace SsprTools.Graph.Registration;

/// <summary>Which kinds of methods password reset takes. Source: facts/graph.md 1.6 ("SSPR uses mobile and office only"), 3.1, 3.11.</summary>
internal static class MethodUse
{
    public static (bool? Usable, string? Remarks) For(MethodKind kind, string? value) => kind switch
    {
        MethodKind.MobilePhone => (null, "if the policy allows text messages or calls"),
        MethodKind.Email => (null, "if the policy allows email"),
        MethodKind.OfficePhone when value?.Contains('x', StringComparison.OrdinalIgnoreCase) == true =>
            (false, "password reset does not support extensions"),
        MethodKind.OfficePhone => (null, "if the policy allows office phones"),
        MethodKind.MicrosoftAuthenticator => (null, "if the policy allows the Authenticator app; never as the only method"),
        MethodKind.SoftwareOath => (null, "if the policy allows app codes"),
        MethodKind.AlternateMobilePhone => (false, "an alternate mobile phone serves sign-in only"),
        MethodKind.Password => (false, "it is what would be reset"),
        MethodKind.Other => (null, "this version does not know the method"),
        _ => (false, "it serves sign-in only"),
    };
}
