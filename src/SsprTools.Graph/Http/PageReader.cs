using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SsprTools.Graph.Http;

/// <summary>
/// Reads a paged collection of any length: response stream, source-generated JSON, the next page fetched while the caller works on
/// this one. Whole or an error: a chain that breaks, turns in a circle, leaves the host or ends short of its own count never
/// looks like an end.
/// </summary>
internal static class PageReader
{
    private const int MaxAttempts = 4;

    private static readonly KeyValuePair<string, string>[] s_eventual = [new("ConsistencyLevel", "eventual")];

    /// <param name="http">An API's client, from <see cref="HttpPipeline"/>.</param>
    /// <param name="path">Path and query below the API's base address.</param>
    /// <param name="type">How a page is read.</param>
    /// <param name="eventual">Sends <c>ConsistencyLevel: eventual</c>, which must go with every page (facts/graph.md 1.3).</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/>, <see cref="SsprErrorId.ForeignAddress"/></exception>
    public static IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        HttpClient http, string path, JsonTypeInfo<Page<T>> type, bool eventual, CancellationToken cancellationToken) =>
        ReadAsync(http, path, type, eventual ? s_eventual : [], null, cancellationToken);

    /// <param name="trail">Where to begin and whom to tell how far the caller has come.</param>
    /// <inheritdoc cref="ReadAsync{T}(HttpClient, string, JsonTypeInfo{Page{T}}, bool, CancellationToken)"/>
    public static IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        HttpClient http, string path, JsonTypeInfo<Page<T>> type, bool eventual, PageTrail? trail, CancellationToken cancellationToken) =>
        ReadAsync(http, path, type, eventual ? s_eventual : [], trail, cancellationToken);

    /// <param name="headers">What goes with the request of every page.</param>
    /// <inheritdoc cref="ReadAsync{T}(HttpClient, string, JsonTypeInfo{Page{T}}, bool, PageTrail, CancellationToken)"/>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        HttpClient http,
        string path,
        JsonTypeInfo<Page<T>> type,
        KeyValuePair<string, string>[] headers,
        PageTrail? trail,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var promised = trail?.Promised;
        var rows = trail?.Rows ?? 0;
        var first = true;
        var start = trail?.Start ?? new Uri(path, UriKind.Relative);
        // Whichever way the chain turns back: to where it began, or to where this read began.
        seen.UnionWith([Place(new Uri(http.BaseAddress!, path)), Place(new Uri(http.BaseAddress!, start))]);
        var next = FetchAsync(http, start, type, headers, stop.Token);
        try
        {
            while (next is not null)
            {
                Page<T> page;
                try
                {
                    page = await next.ConfigureAwait(false);
                }
                catch (Exception error) when (rows > 0 && error is not OperationCanceledException)
                {
                    throw Incomplete(path, rows, error.Message, error);
                }

                next = null;
                if (page.Value is null)
                {
                    throw Incomplete(path, rows, "a page came without its rows", null);
                }

                promised ??= page.Count;
                rows += page.Value.Count;
                var left = page.Value;
                if (first && left.Count > 1)
                {
                    // The first row goes out alone: who wants only that never costs the service a second page.
                    yield return [left[0]];
                    left = [.. left.Skip(1)];
                }

                first = false;

                // Its rows are real, and go out before the error, which counts them.
                SsprException? broken = null;
                if (page.NextLink is { } link)
                {
                    if (!Uri.TryCreate(http.BaseAddress, link, out var address) || !TokenHandler.SameOrigin(address, http.BaseAddress!))
                    {
                        broken = Incomplete(path, rows, $"the next page's address is not on {http.BaseAddress!.Authority}", null);
                    }
                    else if (!seen.Add(Place(address)))
                    {
                        broken = Incomplete(path, rows, "the service gave the same next page twice", null);
                    }
                    else
                    {
                        next = FetchAsync(http, address, type, headers, stop.Token);
                    }
                }

                yield return left;
                if (broken is not null)
                {
                    throw broken;
                }

                trail?.Passed(page.NextLink, rows, promised);
            }

            if (promised is { } count && rows < count)
            {
                throw Incomplete(path, rows, $"the service had counted {count}", null);
            }
        }
        finally
        {
            // Select-Object -First, an error downstream, Ctrl+C: the page under way is given up, and nobody is left behind.
            await stop.CancelAsync().ConfigureAwait(false);
            if (next is not null)
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A page whose body breaks off is asked for again: nothing of it was handed out yet.</summary>
    private static async Task<Page<T>> FetchAsync<T>(
        HttpClient http, Uri address, JsonTypeInfo<Page<T>> type, KeyValuePair<string, string>[] headers, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await FetchOnceAsync(http, address, type, headers, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException error) when (error.ErrorId == SsprErrorId.UnexpectedAnswer && error.InnerException is not null && attempt < MaxAttempts)
            {
                // Once more.
            }
        }
    }

    private static async Task<Page<T>> FetchOnceAsync<T>(
        HttpClient http, Uri address, JsonTypeInfo<Page<T>> type, KeyValuePair<string, string>[] headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(RetryHandler.Streamed, true);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Options.TryGetValue(RetryHandler.BodyLimit, out var most) ? most : RequestLimits.Default.Try);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(stream, type, limit.Token).ConfigureAwait(false)
                ?? throw Unreadable(request, null);
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unreadable(request, error);
        }
    }

    /// <summary>One text for a page, however its address is escaped.</summary>
    private static string Place(Uri address) => Uri.UnescapeDataString(address.AbsoluteUri);

    private static SsprException Unreadable(HttpRequestMessage request, Exception? error) => new(
        SsprErrorId.UnexpectedAnswer,
        $"The answer to {request.Method} {request.RequestUri!.AbsolutePath} could not be read to its end.{ErrorHandler.Name(request)}",
        "Run the command again; if it stays so, report it with the -Verbose output.",
        request.RequestUri.AbsolutePath,
        error);

    private static SsprException Incomplete(string path, long rows, string why, Exception? inner) => new(
        SsprErrorId.IncompletePages,
        $"The list is incomplete: {rows} rows were read, then {why}.",
        $"The {rows} rows already given are real, but others are missing: do not conclude anything from their absence. Run the command again.",
        path.Split('?')[0],
        inner);
}
