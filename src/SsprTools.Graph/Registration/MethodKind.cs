namespace SsprTools.Graph.Registration;

/// <summary>The kinds of authentication methods that a user can hold.</summary>
public enum MethodKind
{
    MobilePhone,
    AlternateMobilePhone,
    OfficePhone,
    Email,
    MicrosoftAuthenticator,
    SoftwareOath,
    Fido2,
    WindowsHelloForBusiness,
    TemporaryAccessPass,
    PlatformCredential,
    Password,

    /// <summary>A kind that this version does not know; see <see cref="UserMethod.GraphType"/>.</summary>
    Other,
}
