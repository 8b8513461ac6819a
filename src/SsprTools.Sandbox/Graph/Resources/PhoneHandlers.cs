using System.Text.Json;
using System.Text.RegularExpressions;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Phone methods (graph.md 1.6).</summary>
internal sealed partial class PhoneHandlers(Service service, MethodAccess access)
{
    public IEnumerable<GraphRoute> Routes(string owner)
    {
        string path = owner + "/authentication/phoneMethods";
        yield return new GraphRoute("GET", path, Permissions.PhonesRead, List) { UserValue = "id" };
        yield return new GraphRoute("POST", path, Permissions.PhonesWrite, Create) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/{methodId}", Permissions.PhonesRead, Get) { UserValue = "id" };
        yield return new GraphRoute("PATCH", path + "/{methodId}", Permissions.PhonesWrite, Update) { UserValue = "id" };
        yield return new GraphRoute("DELETE", path + "/{methodId}", Permissions.PhonesWrite, Delete) { UserValue = "id" };
        yield return new GraphRoute("POST", path + "/{methodId}/enableSmsSignIn", Permissions.PhonesWrite, request => SetSms(request, true)) { UserValue = "id" };
        yield return new GraphRoute("POST", path + "/{methodId}/disableSmsSignIn", Permissions.PhonesWrite, request => SetSms(request, false)) { UserValue = "id" };
    }

    private GraphResult List(GraphRequest request)
    {
        User user = access.Read(request);
        List<(User, PhoneType)> phones = [.. MethodShapes.PhonesOf(user).Select(type => (user, type))];
        return service.Listing.Page(request, new ListSource<(User, PhoneType)>(
            phones, MethodShapes.Phone, QueryRules.None, $"users('{user.Id}')/authentication/phoneMethods"));
    }

    private GraphResult Get(GraphRequest request)
    {
        User user = access.Read(request);
        PhoneType type = TypeOf(request);
        return user.Methods.Phone(type) is null ? throw NotFound() : Entity(request, 200, user, type);
    }

    private GraphResult Create(GraphRequest request)
    {
        User user = access.Write(request);
        JsonElement body = BodyReader.Read(request, "phoneAuthenticationMethod");
        string number = Number(body);
        PhoneType type = TypeNamed(body.Text("phoneType") ?? throw Errors.Methods("phoneType is required."));
        string stored = service.Store.AddPhone(request.Actor, user.Id, type, number);
        return Entity(request, 201, user with { Methods = user.Methods.WithPhone(type, stored) }, type);
    }

    private GraphResult Update(GraphRequest request)
    {
        User user = access.Write(request);
        PhoneType type = TypeOf(request);
        JsonElement body = BodyReader.Read(request, "phoneAuthenticationMethod");
        if (body.Text("phoneType") is { } named && TypeNamed(named) != type)
        {
            throw Errors.Methods("The phoneType in the request does not match the authentication method id.");
        }

        string stored = service.Store.UpdatePhone(request.Actor, user.Id, type, Number(body));
        return service.Switches.PhonePatchStatus == 204
            ? GraphResult.NoContent
            : Entity(request, 200, user with { Methods = user.Methods.WithPhone(type, stored) }, type);
    }

    private GraphResult Delete(GraphRequest request)
    {
        User user = access.Write(request);
        service.Store.DeletePhone(request.Actor, user.Id, TypeOf(request));
        return GraphResult.NoContent;
    }

    private GraphResult SetSms(GraphRequest request, bool enabled)
    {
        User user = access.Write(request);
        if (TypeOf(request) != PhoneType.Mobile || user.Methods.MobilePhone is null)
        {
            throw NotFound();
        }

        service.Store.SetSmsSignIn(user.Id, enabled);
        return GraphResult.NoContent;
    }

    private static GraphResult Entity(GraphRequest request, int status, User user, PhoneType type) => new(
        status,
        writer => MethodShapes.Phone.WriteEntity(
            writer, (user, type), $"{request.Root}/$metadata#users('{user.Id}')/authentication/phoneMethods/$entity", null));

    private static string Number(JsonElement body)
    {
        string? number = body.Text("phoneNumber");
        return number is not null && PhoneNumber().IsMatch(number)
            ? number
            : throw Errors.Methods("Invalid phone number. The phone number must be in the format '+<country code> <number>x<extension>'.");
    }

    private static PhoneType TypeNamed(string name) => name switch
    {
        "mobile" => PhoneType.Mobile,
        "alternateMobile" => PhoneType.AlternateMobile,
        "office" => PhoneType.Office,
        _ => throw Errors.Methods("Invalid phoneType."),
    };

    private PhoneType TypeOf(GraphRequest request) => MethodIds.PhoneTypeOf(request["methodId"]) ?? throw NotFound();

    private GraphError NotFound() => Errors.MethodNotFound(service.Switches.MethodNotFoundCode);

    // graph.md 1.6: +{country} {number}[x{ext}]; the blank is required.
    [GeneratedRegex(@"^\+[1-9]\d{0,2} \(?\d[\d\-() ]{2,18}(?:x\d{1,10})?$")]
    private static partial Regex PhoneNumber();
}
