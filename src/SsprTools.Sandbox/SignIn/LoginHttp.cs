using System.Globalization;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The HTTPS port: finds the endpoint of an address, writes its answer or its refusal, and keeps the log.</summary>
internal sealed class LoginHttp(
    LoginService login, TokenEndpoint endpoint, AuthorizeEndpoint authorize, IdTokens idTokens, SandboxClock clock, TenantStore store, FaultSet faults)
{
    public async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string tenant = segments.FirstOrDefault() ?? "";
        string route = $"{context.Request.Method} {(segments.Length > 1 ? string.Join('/', segments[1..]) : "/" + tenant)}";
        context.Response.Headers.CacheControl = "no-store, no-cache";
        context.Response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        if (route == "POST oauth2/v2.0/token" && await StrikeAsync(context, path).ConfigureAwait(false))
        {
            return;
        }

        LoginCall call = new(context, tenant, context.Request.Query);
        LoginError? problem = null;
        try
        {
            if (context.Request.HasFormContentType)
            {
                call = new LoginCall(context, tenant, await ReadFormAsync(context).ConfigureAwait(false));
            }

            await AnswerAsync(context, call, route).ConfigureAwait(false);
        }
        catch (LoginError refused)
        {
            problem = refused;
            Task written = route is "GET oauth2/v2.0/authorize" or "POST /signin-complete"
                ? WriteAsync(context, LoginPages.Message("Sorry, but we're having trouble signing you in.", $"AADSTS{refused.Code}: {refused.Message}"), refused.Status)
                : WriteAsync(context, Body(context, refused), refused.Status);
            await written.ConfigureAwait(false);
        }

        login.Log.Add(
            segments.LastOrDefault() ?? "", call["grant_type"], call["client_id"], call["username"], context.Response.StatusCode, problem);
    }

    /// <summary>The faults of the token endpoint, also for the managed identity endpoint. True when the answer is written.</summary>
    public async Task<bool> StrikeAsync(HttpContext context, string path)
    {
        if (faults.TakeFault(FaultNames.TokenSlow) is { } slow
            && int.TryParse(slow.Target, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds))
        {
            await Task.Delay(milliseconds, context.RequestAborted).ConfigureAwait(false);
        }

        if (faults.Take(FaultNames.TokenUnavailable, path))
        {
            await WriteAsync(context, Body(context, LoginErrors.Unavailable), LoginErrors.Unavailable.Status).ConfigureAwait(false);
            return true;
        }

        if (faults.Take(FaultNames.TokenGarbage, path))
        {
            await WriteAsync(context, "<html><body>It works!</body></html>", 200).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            throw LoginErrors.Malformed;
        }
    }

    private Task AnswerAsync(HttpContext context, LoginCall call, string route)
    {
        switch (route)
        {
            case "POST /signin-complete":
                return WriteAsync(context, authorize.Complete(call));
            case "GET /devicelogin":
                return WriteAsync(context, LoginPages.DeviceLogin(call["code"], problem: null), 200);
            case "POST /devicelogin":
                return WriteAsync(context, authorize.CompleteDevice(call));
        }

        Func<JsonObject>? json = route switch
        {
            "POST oauth2/v2.0/token" => () => endpoint.Token(call),
            "POST oauth2/v2.0/devicecode" => () => endpoint.DeviceCode(call),
            "GET v2.0/.well-known/openid-configuration" => () => IdTokens.Metadata(call.Origin, call.Tenant, store.Current),
            "GET discovery/v2.0/keys" => idTokens.Keys,
            "GET oauth2/v2.0/authorize" => null,
            _ => throw LoginErrors.NoEndpoint,
        };
        login.RequireTenant(call.Tenant);
        return json is null ? WriteAsync(context, authorize.Start(call)) : WriteAsync(context, json(), 200);
    }

    private JsonObject Body(HttpContext context, LoginError problem)
    {
        string time = clock.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string trace = context.Response.Headers["x-ms-request-id"].ToString();
        string correlation = LoginCall.CorrelationOf(context).ToString();
        JsonObject body = new()
        {
            ["error"] = problem.Error,
            ["error_description"] = $"AADSTS{problem.Code}: {problem.Message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}",
            ["error_codes"] = new JsonArray(problem.Code),
            ["timestamp"] = time,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={problem.Code}",
        };
        if (problem.Suberror is not null)
        {
            body["suberror"] = problem.Suberror;
        }

        return body;
    }

    private static Task WriteAsync(HttpContext context, LoginPage page)
    {
        if (page.GoTo is not null)
        {
            context.Response.Headers.Location = page.GoTo.AbsoluteUri;
        }

        return WriteAsync(context, page.Html, page.Status);
    }

    private static Task WriteAsync(HttpContext context, JsonObject body, int status) =>
        ControlRoutes.Json(body, status).ExecuteAsync(context);

    private static Task WriteAsync(HttpContext context, string html, int status) =>
        Results.Text(html, "text/html", System.Text.Encoding.UTF8, status).ExecuteAsync(context);
}
