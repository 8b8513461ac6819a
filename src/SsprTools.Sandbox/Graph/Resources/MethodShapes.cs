using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>A user's authentication methods as Graph entities. Every shape works over the user and what identifies the method.</summary>
internal static class MethodShapes
{
    public static readonly Shape<(User User, PhoneType Type)> Phone = new("phoneAuthenticationMethod",
    [
        new("id", phone => MethodIds.Of(phone.Type)),
        new("createdDateTime", _ => null),
        new("phoneNumber", phone => phone.User.Methods.Phone(phone.Type)),
        new("phoneType", phone => MethodIds.NameOf(phone.Type)),
        new("smsSignInState", SmsSignInState),
    ]);

    public static readonly Shape<User> Email = new("emailAuthenticationMethod",
    [
        new("id", _ => MethodIds.Email),
        new("createdDateTime", _ => null),
        new("emailAddress", user => user.Methods.Email),
    ]);

    // The password is always null (graph.md 1.6).
    public static readonly Shape<User> Password = new("passwordAuthenticationMethod",
    [
        new("id", _ => MethodIds.Password),
        new("createdDateTime", user => user.CreatedDateTime),
        new("password", _ => null),
    ]);

    public static readonly Shape<Guid> SoftwareOath = new("softwareOathAuthenticationMethod",
    [
        new("id", id => id),
        new("createdDateTime", _ => null),
        new("secretKey", _ => null),
    ]);

    public static readonly Shape<AuthenticatorApp> Authenticator = new("microsoftAuthenticatorAuthenticationMethod",
    [
        new("id", app => app.Id),
        new("createdDateTime", _ => null),
        new("displayName", app => app.DisplayName),
        new("deviceTag", _ => "SoftwareTokenActivated"),
        new("phoneAppVersion", _ => "6.2508.5555"),
    ]);

    public static IEnumerable<PhoneType> PhonesOf(User user) => Enum.GetValues<PhoneType>().Where(type => user.Methods.Phone(type) is not null);

    // Only a mobile can take SMS (graph.md 1.6).
    private static string SmsSignInState((User User, PhoneType Type) phone) =>
        phone.Type != PhoneType.Mobile ? "notSupported" : phone.User.Methods.SmsSignInEnabled ? "ready" : "notEnabled";
}
