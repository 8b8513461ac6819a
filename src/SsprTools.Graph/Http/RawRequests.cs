using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>Requests that the module has no command for, through the same pipeline: token, retries, errors, and never another host.</summary>
public sealed class RawRequests(SsprConnection connection)
{
    /// <summary>The address that a relative one means; an absolute one must be the connected Graph's own.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.ForeignAddress"/>, <see cref="SsprErrorId.InvalidArgument"/></exception>
    public Uri Resolve(string uri, bool beta)
    {
        var home = connection.Cloud.Graph;
        var text = uri.Trim();
        var absolute = text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _) && !text.StartsWith('/') && text.IndexOf("://", StringComparison.Ordinal) < 10;
        if (!absolute)
        {
            if (text.StartsWith("//", StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal))
            {
                throw Foreign(text, home);
            }

            text = text.TrimStart('/');
            var version = text.Split('/', '?')[0];
            if (version is "v1.0" or "beta")
            {
                if (beta && version != "beta")
                {
                    throw new SsprException(SsprErrorId.InvalidArgument, "-Uri names v1.0 and -Beta asks for beta.", "Leave one of them out.", uri);
                }
            }
            else
            {
                text = $"{(beta ? "beta" : "v1.0")}/{text}";
            }
        }

        return Uri.TryCreate(home, text, out var address) && TokenHandler.SameOrigin(address, home) ? address : throw Foreign(uri, home);
    }

    /// <summary>Sends a request once, and gives the answer as plain values: <see langword="null"/> when it has no body, text when it is no JSON.</summary>
    /// <param name="body">JSON text, or plain values to make it of; <see langword="null"/>: none.</param>
    public async Task<object?> SendAsync(string method, Uri address, object? body, bool eventual, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Options.Set(RetryHandler.AnyBody, true);
        if (eventual)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? RawJson.Write(body), Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await connection.GraphHttp.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            if (text.Length == 0)
            {
                return null;
            }

            if (response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            {
                return text;
            }

            using var document = JsonDocument.Parse(text);
            return RawJson.Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException)
        {
            throw new SsprException(
                SsprErrorId.UnexpectedAnswer,
                $"The answer to {method} {address.AbsolutePath} could not be read to its end.{ErrorHandler.Name(request)}",
                method == "GET" ? "Run the command again." : "Look whether it was done before you run it again.",
                address.AbsolutePath,
                error);
        }
        catch (InvalidOperationException error) when (error.TargetSite?.DeclaringType?.Name.Contains(nameof(MemberDeleteGuard), StringComparison.Ordinal) == true)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, error.Message, "Put /$ref at its end to remove the membership.", address.AbsolutePath);
        }
    }

    /// <summary>Every row of a collection, page by page; whole or an error.</summary>
    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAllAsync(
        Uri address, bool eventual, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, address.PathAndQuery, RawJsonContext.Default.PageJsonElement, eventual, cancellationToken).ConfigureAwait(false))
        {
            yield return [.. page.Select(RawJson.Read)];
        }
    }

    private static SsprException Foreign(string uri, Uri home) => new(
        SsprErrorId.ForeignAddress,
        $"'{uri}' is not an address of {home.Authority}, and this connection's token belongs there only. Nothing was sent.",
        "Give a path such as users?$top=5, without a host.",
        uri);
}
