using System.Text.Json;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>A request as handlers see it; the same for one that came alone and one that came in a batch.</summary>
internal sealed class GraphRequest
{
    public required string Method { get; init; }

    /// <summary>Scheme and host as the caller used them; links are built on it.</summary>
    public required string Origin { get; init; }

    /// <summary>"v1.0" or "beta".</summary>
    public required string Version { get; init; }

    /// <summary>The path behind the version, without leading slash, as it was sent.</summary>
    public required string Path { get; init; }

    public required string QueryString { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string RequestId { get; init; }

    public required string ClientRequestId { get; init; }

    public JsonElement? Body { get; init; }

    public string? BatchId { get; init; }

    public string? IpAddress { get; init; }

    public AccessToken Token { get; set; } = null!;

    public RawQuery Query { get; set; } = RawQuery.Empty;

    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();

    /// <summary>The state that reads go by: taken once per request, so an answer is of one piece.</summary>
    public TenantState State { get; set; } = null!;

    /// <summary>What the budgets tell with the answer, whatever it is.</summary>
    public IReadOnlyDictionary<string, string> BudgetHeaders { get; set; } = new Dictionary<string, string>();

    public string this[string name] => Values[name];

    public string Root => $"{Origin}/{Version}";

    public Actor Actor => new(
        Token.IsApp ? null : Token.ObjectId, Token.UserPrincipalName, Token.Name, Token.AppId, IpAddress);

    public GraphRequest WithBody(JsonElement body) => new()
    {
        Method = Method,
        Origin = Origin,
        Version = Version,
        Path = Path,
        QueryString = QueryString,
        Headers = Headers,
        RequestId = RequestId,
        ClientRequestId = ClientRequestId,
        IpAddress = IpAddress,
        BatchId = BatchId,
        Body = body,
    };

    public bool IsEventual => Headers.TryGetValue("ConsistencyLevel", out string? level)
        && level.Equals("eventual", StringComparison.OrdinalIgnoreCase);
}
