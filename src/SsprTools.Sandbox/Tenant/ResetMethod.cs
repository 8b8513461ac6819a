namespace SsprTools.Sandbox.Tenant;

/// <summary>Methods that a reset can use. Authenticator and OATH codes count as one, the app.</summary>
internal enum ResetMethod
{
    Email,
    MobilePhone,
    OfficePhone,
    App,
    SecurityQuestions,
}
