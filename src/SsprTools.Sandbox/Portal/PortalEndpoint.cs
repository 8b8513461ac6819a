using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Portal;

/// <summary>The undocumented API that the Entra portal calls (graph.md section 2).</summary>
internal sealed class PortalEndpoint(Service service, TokenService tokens, RequestLog log)
{
    private const string Prefix = "api/PasswordReset/";

    public async Task HandleAsync(HttpContext context, string path, WireCall call)
    {
        DateTimeOffset time = service.Clock.Now;
        byte[] body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        string requestId = Guid.NewGuid().ToString();
        AccessToken? token = null;
        GraphResult result;
        bool isDropped = false;
        try
        {
            if (WireFaults.Strike(call, tokens, context.Request.Headers.Authorization, service.Clock.Now) is { } struck)
            {
                result = ErrorWriter.Result(struck, requestId, requestId, service.Clock.Now, service.Switches.InnerErrorName);
            }
            else
            {
                token = Authenticate(context);
                using JsonDocument? json = body.Length == 0 ? null : JsonDocument.Parse(body);
                result = Handle(context, token, path, json?.RootElement);
                if (WireFaults.StrikeAfter(call) is { } lost)
                {
                    result = ErrorWriter.Result(lost, requestId, requestId, service.Clock.Now, service.Switches.InnerErrorName);
                }

                isDropped = context.Request.Method == "PUT" && service.Faults.Take(FaultNames.PortalPutDropped, TextsOf(path, json?.RootElement));
            }
        }
        catch (PortalError error)
        {
            result = PortalErrorWriter.Result(error, service.Store.Current.Info.Id, token?.ObjectId, ClientId(context), service.Clock.Now);
        }
        catch (TenantRuleException broken)
        {
            PortalError error = new(400, "BadRequest", $"The group '{broken.Subject}' does not exist.");
            result = PortalErrorWriter.Result(error, service.Store.Current.Info.Id, token?.ObjectId, ClientId(context), service.Clock.Now);
        }
        catch (JsonException)
        {
            PortalError error = new(400, "BadRequest", "The request body is not valid JSON.");
            result = PortalErrorWriter.Result(error, service.Store.Current.Info.Id, token?.ObjectId, ClientId(context), service.Clock.Now);
        }

        bool isReset = isDropped || call.IsStruckBy(FaultNames.ResetAfter);
        log.Add(new RequestLogEntry(
            0, time, context.Request.Method, $"/portal/{path}", context.Request.QueryString.Value ?? "", isReset ? 0 : result.Status, body.Length,
            BatchId: null, call.Struck) { RetryAfter = result.RetryAfter });
        if (isReset)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = result.Status;
        context.Response.Headers["x-ms-request-id"] = requestId;
        context.Response.Headers.Date = (service.Clock.Now + call.Skew).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        foreach ((string name, string value) in result.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (result.Body is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await JsonResponse.SendAsync(context, result.Body, call).ConfigureAwait(false);
        }
    }

    private AccessToken Authenticate(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        string? text = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        TokenFailure failure = tokens.Check(text, Audiences.Portal, out AccessToken? token);

        // The body of this 401 is not known (graph.md 2.5); service principals are refused altogether.
        return failure == TokenFailure.None && !token!.IsApp
            ? token
            : throw new PortalError(401, "Unauthorized", failure switch
            {
                TokenFailure.Expired => "The token has expired.",
                TokenFailure.WrongAudience => "The token's audience is not accepted.",
                TokenFailure.None => "App-only tokens are not accepted.",
                _ => "A valid token is required.",
            });
    }

    private GraphResult Handle(HttpContext context, AccessToken token, string path, JsonElement? body)
    {
        string name = path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? path[Prefix.Length..] : "";
        Actor actor = new(token.ObjectId, token.UserPrincipalName, token.Name, token.AppId, context.Connection.RemoteIpAddress?.ToString());
        switch (name.ToLowerInvariant(), context.Request.Method)
        {
            case ("passwordresetpolicies", "GET"):
                RequireReader(token);
                return ReadPolicy(context);
            case ("passwordresetpolicies", "PUT"):
                RequireWriter(token);
                Refuse(path, Required(body));
                Replace(actor, PolicyJson.Read(Required(body)));
                return Saved();
            case ("onpremisespasswordresetpolicies", "GET"):
                RequireReader(token);
                return GraphResult.Ok(writer => OnPremisesJson.Write(writer, service.Store.Current.OnPremisesPolicy));
            case ("onpremisespasswordresetpolicies", "PUT"):
                RequireWriter(token);
                Refuse(path, Required(body));
                service.Store.UpdateOnPremisesPolicy(actor, OnPremisesJson.ReadChange(Required(body)));
                return Saved();
            case ("isonpremisespasswordresetavailable", "GET"):
                RequireReader(token);
                return GraphResult.Ok(writer => writer.WriteBooleanValue(service.Store.Current.Info.OnPremisesSyncEnabled == true));
            case ("passwordresetpolicies" or "onpremisespasswordresetpolicies" or "isonpremisespasswordresetavailable", _):
                throw new PortalError(405, "MethodNotAllowed", $"The requested resource does not support http method '{context.Request.Method}'.");
            default:
                throw new PortalError(404, "NotFound", $"No HTTP resource was found that matches the request URI '{context.Request.Path}'.");
        }
    }

    private void Replace(Actor actor, SsprPolicy wanted)
    {
        if (service.Switches.HelpdeskLinkChecked)
        {
            PolicyJson.RequireAddress(wanted);
        }

        SomebodyElse.Strike(service, FaultNames.PolicyChangedBeforePut);
        ImmutableArray<string> notAllowed = service.Store.Current.SsprPolicy.OptionsNotAllowed;
        if (PolicyJson.OptionNotAllowed(wanted, notAllowed) is { } option)
        {
            throw new PortalError(400, "BadRequest", $"The tenant does not have the option ('{option}' is false).");
        }

        service.Store.ReplaceSsprPolicy(actor, wanted with { OptionsNotAllowed = notAllowed });
        SomebodyElse.Strike(service, FaultNames.PolicyChangedAfterPut);
    }

    /// <summary>Faults that refuse a PUT; the target is looked for in the path and in the names of the body's members.</summary>
    private void Refuse(string path, JsonElement body)
    {
        string[] texts = TextsOf(path, body);
        if (service.Faults.Take(FaultNames.PortalPut403, texts))
        {
            throw new PortalError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }

        if (service.Faults.Take(FaultNames.PortalPut409, texts))
        {
            throw new PortalError(409, "Conflict", "The policy was changed by another request.");
        }

        if (service.Faults.Take(FaultNames.PortalPut500, texts))
        {
            throw new PortalError(500, "InternalServerError", "An unexpected error occurred.");
        }
    }

    private static string[] TextsOf(string path, JsonElement? body) => body is { ValueKind: JsonValueKind.Object } members
        ? [path, .. members.EnumerateObject().Select(member => member.Name)]
        : [path];

    private GraphResult ReadPolicy(HttpContext context)
    {
        bool withName = false;
        foreach ((string key, Microsoft.Extensions.Primitives.StringValues value) in context.Request.Query)
        {
            // Some clients append api-version to this host (graph.md 2.2).
            withName |= key.Equals("getPasswordResetEnabledGroup", StringComparison.OrdinalIgnoreCase)
                && value.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        }

        SsprPolicy policy = service.Store.Current.SsprPolicy;
        SomebodyElse.Strike(service, FaultNames.PolicyChangedMeanwhile);
        string groupName = withName && policy.EnabledGroupIds is [Guid id, ..] ? service.Store.Current.Groups.Find(id)?.DisplayName ?? "" : "";
        return GraphResult.Ok(writer => PolicyJson.Write(writer, policy, groupName));
    }

    private GraphResult Saved() => service.Switches.PortalPutStatus == 204
        ? GraphResult.NoContent
        : GraphResult.Ok(writer => writer.WriteNullValue());

    private static JsonElement Required(JsonElement? body) => body ?? throw new PortalError(400, "BadRequest", "A request body is required.");

    private void RequireReader(AccessToken token)
    {
        if (service.Switches.GlobalReaderReadsPortal && token.Roles.Contains(DirectoryRoles.GlobalReader.TemplateId))
        {
            return;
        }

        RequireWriter(token);
    }

    private static void RequireWriter(AccessToken token)
    {
        if (!token.Roles.Contains(DirectoryRoles.AuthenticationPolicyAdministrator.TemplateId)
            && !token.Roles.Contains(DirectoryRoles.GlobalAdministrator.TemplateId))
        {
            throw new PortalError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }
    }

    private static string ClientId(HttpContext context) => context.Request.Headers["x-ms-client-request-id"].ToString();
}
