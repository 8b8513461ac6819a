namespace SsprTools.Sandbox.Tenant;

/// <summary>A registered Microsoft Authenticator.</summary>
internal sealed record AuthenticatorApp(Guid Id, string DisplayName);
