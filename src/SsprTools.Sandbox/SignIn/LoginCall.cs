using Microsoft.Extensions.Primitives;

namespace SsprTools.Sandbox.SignIn;

/// <summary>One request to the sign-in service, with the tenant its address names and the fields of its form or query.</summary>
internal sealed class LoginCall(HttpContext context, string tenant, IEnumerable<KeyValuePair<string, StringValues>> fields)
{
    private readonly Dictionary<string, string> _fields = fields
        .Where(field => field.Value.Count > 0 && field.Value[0]!.Length > 0)
        .ToDictionary(field => field.Key, field => field.Value[0]!, StringComparer.Ordinal);

    public string Tenant { get; } = tenant;

    public string Origin { get; } = $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The address of the endpoint itself: what a client assertion must be meant for.</summary>
    public string Address => Origin + context.Request.Path;

    public string IpAddress => context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";

    /// <summary>The request's own id, or one that stays the same for this call.</summary>
    public Guid CorrelationId { get; } = CorrelationOf(context);

    public string? Authorization => context.Request.Headers.Authorization;

    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>The client's id for the request; when it gives none, one is made and kept with the request.</summary>
    public static Guid CorrelationOf(HttpContext context)
    {
        if (context.Items["correlation"] is not Guid id)
        {
            id = Guid.TryParse(context.Request.Headers["client-request-id"], out Guid given) ? given : Guid.NewGuid();
            context.Items["correlation"] = id;
        }

        return id;
    }

    public string Require(string name) => this[name] ?? throw LoginErrors.Missing(name);
}
