using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Hosting;

/// <summary>A running sandbox: one tenant on loopback, a port for Graph and one for sign-in. Tests start it in their own process.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxHost(WebApplication app, SandboxParts parts)
    {
        _app = app;
        Parts = parts;
        ICollection<string> addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseAddress = new Uri(addresses.First(address => address.StartsWith("http:", StringComparison.Ordinal)));
        parts.Login.ListensAt(
            addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal)), BaseAddress.GetLeftPart(UriPartial.Authority));
    }

    public SandboxParts Parts { get; }

    public Uri BaseAddress { get; }

    public TenantStore Store => Parts.Store;

    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        SandboxParts parts = SandboxParts.Create(options);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        _ = builder.Logging.ClearProviders();
        _ = builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        _ = builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // A start that fails is told by Program in one sentence, not by a stack trace before it.
        _ = builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                _ = listen.UseHttps(parts.Login.Certificate);
            });
        });
        if (options.ParentProcessId is not null)
        {
            _ = builder.Services.AddSingleton<IHostLifetime, ChildLifetime>();
        }

        WebApplication app = builder.Build();
        SandboxRoutes.Map(app, parts);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new SandboxHost(app, parts);
    }

    public Task WaitForEndAsync() => _app.WaitForShutdownAsync();

    public void End() => _app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
