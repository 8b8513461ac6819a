using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Portal;

/// <summary>
/// The second undocumented API: the administrators' reset policy on the reset service's own host and audience (graph.md 2.7). The names of its
/// methods and the bodies of its errors are not known; Graph's shape is used for the errors.
/// </summary>
internal sealed class AdminPolicyEndpoint(Service service, TokenService tokens, RequestLog log)
{
    private const string Policy = "v1.0/policies/adminPasswordResetPolicy";

    // Two of email, Authenticator and phone (graph.md 3.9).
    private static readonly string[] s_methods = ["email", "mobilePhone", "officePhone", "mobileAppNotification", "mobileAppCode"];

    public async Task HandleAsync(HttpContext context, string path, WireCall call)
    {
        DateTimeOffset time = service.Clock.Now;
        string requestId = Guid.NewGuid().ToString();
        GraphResult result;
        try
        {
            result = WireFaults.Strike(call, tokens, context.Request.Headers.Authorization, service.Clock.Now) is { } struck ? throw struck : Answer(context, path);
        }
        catch (GraphError error)
        {
            result = ErrorWriter.Result(error, requestId, requestId, service.Clock.Now, service.Switches.InnerErrorName);
        }

        log.Add(new RequestLogEntry(
            0, time, context.Request.Method, $"/passwordreset/{path}", context.Request.QueryString.Value ?? "", result.Status, 0, BatchId: null, call.Struck)
        {
            RetryAfter = result.RetryAfter,
        });
        context.Response.StatusCode = result.Status;
        context.Response.Headers["x-ms-request-id"] = requestId;
        foreach ((string name, string value) in result.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonResponse.SendAsync(context, result.Body!, call).ConfigureAwait(false);
    }

    private GraphResult Answer(HttpContext context, string path)
    {
        AccessToken token = Authenticate(context);
        if (!path.Equals(Policy, StringComparison.OrdinalIgnoreCase))
        {
            throw Errors.UnknownSegment(path, 404);
        }

        if (context.Request.Method != "GET")
        {
            throw Errors.MethodNotAllowed();
        }

        Guid[] readers =
            [DirectoryRoles.GlobalAdministrator.TemplateId, DirectoryRoles.AuthenticationPolicyAdministrator.TemplateId, DirectoryRoles.GlobalReader.TemplateId];
        if (!token.Roles.Overlaps(readers))
        {
            throw Errors.Denied(Denial.Directory);
        }

        TenantState state = service.Store.Current;
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("ssprEnabledAuthenticationMethods");
            foreach (string method in s_methods)
            {
                writer.WriteStringValue(method);
            }

            writer.WriteEndArray();
            writer.WriteBoolean("enabled", state.AuthorizationPolicy.AllowedToUseSspr);
            writer.WriteNumber("methodsRequiredToReset", SsprRules.AdministratorGates(state, service.Clock.Now));
            writer.WriteEndObject();
        });
    }

    private AccessToken Authenticate(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        string? text = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        TokenFailure failure = tokens.Check(text, Audiences.PasswordReset, out AccessToken? token);
        return failure != TokenFailure.None ? throw Errors.Token(failure) : token!.IsApp ? throw Errors.Denied(Denial.Directory) : token;
    }
}
