using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>Turns a request into a page: session by cookie, form token, headers; one request of a browser at a time.</summary>
internal sealed class PageEndpoint(SelfServiceHub hub)
{
    private const int MaxFormBytes = 64 * 1024;

    private readonly PageSessions _sessions = new(hub.Clock);

    public async Task HandleAsync(HttpContext context, Func<PageRequest, PageResult> handler)
    {
        bool posted = HttpMethods.IsPost(context.Request.Method);
        IFormCollection? form = posted ? await ReadFormAsync(context).ConfigureAwait(false) : null;

        // Cookies know no ports, and several sandboxes may run on one machine.
        string cookie = $"sandbox-{context.Connection.LocalPort}";
        PageSession session = _sessions.FindOrStart(context.Request.Cookies[cookie]);
        PageResult result;
        lock (session)
        {
            string id = session.Id;
            PageRequest request = new(hub, session, form, context.Request.Query);
            result = posted && !IsOurs(request) ? OutOfDate() : Run(handler, request);
            if (session.Id != id)
            {
                _sessions.Refile(id, session);
            }
        }

        context.Response.Cookies.Append(cookie, session.Id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
        await WriteAsync(context, result, hub.Store.Current.Info.DisplayName).ConfigureAwait(false);
    }

    private static bool IsOurs(PageRequest request) => request.Form is not null && request.Field(Ui.TokenField) == request.Session.FormToken;

    private static Page OutOfDate() => new("This page is out of date", Markup.Html($"""
        <h1>This page is out of date</h1>
        <p>The form does not belong to this browser's session any more. Go back to the start and try again.</p>
        <p>{Ui.Link("/", "Start")}</p>
        """), 400);

    private static PageResult Run(Func<PageRequest, PageResult> handler, PageRequest request)
    {
        try
        {
            return handler(request);
        }
        catch (TenantRuleException problem)
        {
            // Somebody changed or deleted the user meanwhile.
            return new Page("Something went wrong", Markup.Html($"""
                <h1>Something went wrong</h1>
                {Ui.Error($"The change could not be made ({problem.Rule}). Start again.")}
                <p>{Ui.Link("/", "Start")}</p>
                """), 409);
        }
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes)
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, PageResult result, string organization)
    {
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; {(result.Page?.Script is null ? "" : LiveMessages.Policy)}style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (result.Location is { } location)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = location;
            return;
        }

        Page page = result.Page!;
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        await response.Body.WriteAsync(Layout.Render(page, organization), context.RequestAborted).ConfigureAwait(false);
    }
}
