using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Registration;

namespace SsprTools.Benchmarks;

/// <summary>A page of the registration report from bytes to rows: through the module's whole pipeline, and by source-generated JSON alone.</summary>
[MemoryDiagnoser]
public class PageBenchmark : IDisposable
{
    private readonly RegistrationFilter _all = new();
    private HttpClient _http = null!;
    private RegistrationReport _report = null!;

    /// <summary>The sandbox that gives the page; it is not asked again after that.</summary>
    public static Uri Sandbox { get; set; } = null!;

    /// <summary>The rows of the page.</summary>
    public int Rows { get; private set; }

    // In process, BenchmarkDotNet would not wait for a task.
    [GlobalSetup]
    public void Prepare() => PrepareAsync().GetAwaiter().GetResult();

    private async Task PrepareAsync()
    {
        using var sandbox = new HttpClient();
        using var discovery = JsonDocument.Parse(await sandbox.GetStringAsync(new Uri(Sandbox, "_sandbox")));
        sandbox.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", discovery.RootElement.GetProperty("accessToken").GetString());
        var page = await sandbox.GetByteArrayAsync(new Uri(Sandbox, BareRead.Path));
        _http = new HttpClient(new SamePage(page)) { BaseAddress = Sandbox };
        _report = new RegistrationReport(await SsprConnection.FromSandboxAsync(Sandbox, null, null, _ => new SamePage(page), CancellationToken.None));
        Rows = await BareAsync();
        if (await ModuleAsync() != Rows || page.AsSpan().IndexOf("@odata.nextLink"u8) >= 0)
        {
            throw new InvalidOperationException("The two do not read the same page, or it is not the only one.");
        }
    }

    [Benchmark(Baseline = true)]
    public async Task<int> BareAsync()
    {
        using var stream = await _http.GetStreamAsync(new Uri(BareRead.Path, UriKind.Relative));
        return (await JsonSerializer.DeserializeAsync(stream, BareJson.Default.BarePage))!.Value.Count;
    }

    [Benchmark]
    public async Task<int> ModuleAsync()
    {
        var rows = 0;
        await foreach (var page in _report.ReadAsync(_all, CancellationToken.None))
        {
            rows += page.Count;
        }

        return rows;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers everything with the same bytes.</summary>
    private sealed class SamePage(byte[] page) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(page) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            });
    }
}
