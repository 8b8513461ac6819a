using System.Text.Json;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The mixed list of a user's methods, each with its @odata.type (graph.md 1.6).</summary>
internal static class MethodList
{
    public static IEnumerable<(Guid Id, Action<Utf8JsonWriter> Write)> Of(User user)
    {
        yield return (MethodIds.Password, writer => Write(writer, MethodShapes.Password, user));
        foreach (PhoneType type in MethodShapes.PhonesOf(user))
        {
            yield return (MethodIds.Of(type), writer => Write(writer, MethodShapes.Phone, (user, type)));
        }

        if (user.Methods.Email is not null)
        {
            yield return (MethodIds.Email, writer => Write(writer, MethodShapes.Email, user));
        }

        foreach (AuthenticatorApp app in user.Methods.AuthenticatorApps)
        {
            yield return (app.Id, writer => Write(writer, MethodShapes.Authenticator, app));
        }

        foreach (Guid oath in user.Methods.SoftwareOath)
        {
            yield return (oath, writer => Write(writer, MethodShapes.SoftwareOath, oath));
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, Shape<T> shape, T item)
    {
        writer.WriteString("@odata.type", "#microsoft.graph." + shape.TypeName);
        Shape<T>.WriteMembers(writer, item, shape.Default);
    }
}
