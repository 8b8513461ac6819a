using System.Runtime.InteropServices;

namespace SsprTools.Sandbox.Hosting;

/// <summary>
/// Lifetime of a sandbox that belongs to another process. A Ctrl+C in that process's terminal reaches this one as well, and must not end it: the
/// parent only wants to stop what it is doing. SIGTERM, the parent's end and the control route still do.
/// </summary>
internal sealed class ChildLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            application.StopApplication();
        }));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());
}
