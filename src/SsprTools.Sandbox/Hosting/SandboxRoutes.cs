using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Pages;
using SsprTools.Sandbox.SignIn;

namespace SsprTools.Sandbox.Hosting;

/// <summary>The addresses of the host: Graph, the portal API, and the control routes.</summary>
internal static class SandboxRoutes
{
    public static void Map(WebApplication app, SandboxParts parts)
    {
        // Nothing but sign-in is served over HTTPS, and sign-in nowhere else.
        _ = app.Use((context, next) => context.Request.IsHttps ? parts.Login.Http.HandleAsync(context) : next(context));
        _ = app.MapGet(ManagedIdentities.Path, parts.Login.Identities.HandleAsync);
        ControlRoutes.Map(app, parts);
        PageRoutes.Map(app, parts.SelfService);
        _ = app.Map("/v1.0/{**path}", (HttpContext context) => GraphAsync(context, parts, "v1.0"));
        _ = app.Map("/beta/{**path}", (HttpContext context) => GraphAsync(context, parts, "beta"));
        _ = app.Map("/portal/{**path}", (HttpContext context) => PortalAsync(context, parts));
        _ = app.Map("/passwordreset/{**path}", (HttpContext context) => PasswordResetAsync(context, parts));
    }

    private static async Task PasswordResetAsync(HttpContext context, SandboxParts parts)
    {
        WireCall call = Call(context, parts);
        if (!await StruckAsync(context, parts, "passwordreset", call).ConfigureAwait(false))
        {
            await parts.AdminPolicy.HandleAsync(context, Rest(context, "passwordreset"), call).ConfigureAwait(false);
        }
    }

    // The raw path is used, so that an encoded slash or quote in a key stays part of it.
    private static string Rest(HttpContext context, string prefix)
    {
        string target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? target : target[..query];
        return path.Length > prefix.Length + 2 ? path[(prefix.Length + 2)..].TrimEnd('/') : "";
    }

    private static async Task GraphAsync(HttpContext context, SandboxParts parts, string version)
    {
        WireCall call = Call(context, parts);
        if (!await StruckAsync(context, parts, version, call).ConfigureAwait(false))
        {
            await parts.Graph.HandleAsync(context, version, Rest(context, version), call).ConfigureAwait(false);
        }
    }

    private static async Task PortalAsync(HttpContext context, SandboxParts parts)
    {
        WireCall call = Call(context, parts);
        if (!await StruckAsync(context, parts, "portal", call).ConfigureAwait(false))
        {
            await parts.Portal.HandleAsync(context, Rest(context, "portal"), call).ConfigureAwait(false);
        }
    }

    private static WireCall Call(HttpContext context, SandboxParts parts) =>
        new(parts.Faults, context.Request.Method, context.Request.Path.Value ?? "", isStep: false);

    private static async Task<bool> StruckAsync(HttpContext context, SandboxParts parts, string prefix, WireCall call)
    {
        bool struck = await WireFaults.StrikeConnectionAsync(call, context, parts.Clock).ConfigureAwait(false);
        if (struck)
        {
            parts.Log.Add(new RequestLogEntry(
                0, parts.Clock.Now, context.Request.Method, $"/{prefix}/{Rest(context, prefix)}", context.Request.QueryString.Value ?? "",
                context.Response.HasStarted ? context.Response.StatusCode : 0, context.Request.ContentLength ?? 0, BatchId: null, call.Struck));
        }

        return struck;
    }
}
