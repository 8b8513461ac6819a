using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace SsprTools;

/// <summary>
/// A cmdlet whose work is asynchronous. The work runs on the pool; whatever it wants of PowerShell is done on the pipeline thread, in
/// order, and comes back to it with its result or its exception. So <c>Select-Object -First</c>, <c>-ErrorAction Stop</c>, a throw
/// downstream and Ctrl+C all unwind the work's own <c>using</c> and <c>finally</c> blocks.
/// </summary>
public abstract class GraphCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, ProgressRecord> _shown = [];
    private BlockingCollection<Action>? _calls;
    private int _pipelineThread;
    private bool? _attended;

    protected sealed override void BeginProcessing() => Run(BeginProcessingAsync);

    protected sealed override void ProcessRecord() => Run(ProcessRecordAsync);

    protected sealed override void EndProcessing() => Run(EndProcessingAsync);

    protected sealed override void StopProcessing() => _stop.Cancel();

    protected virtual Task BeginProcessingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected virtual Task ProcessRecordAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected virtual Task EndProcessingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called on the worker before each stage, for what has to travel with the async flow.</summary>
    private protected virtual void PrepareWork()
    {
    }

    /// <summary>Called on the pipeline thread before each stage, for what belongs to the runspace.</summary>
    private protected virtual void PrepareStage()
    {
    }

    protected new void WriteObject(object? value) => OnPipeline(() => base.WriteObject(value));

    /// <summary>Writes each object by itself, in one visit to the pipeline thread.</summary>
    protected void WriteObjects(System.Collections.IEnumerable values) => OnPipeline(() =>
    {
        foreach (var value in values)
        {
            base.WriteObject(value);
        }
    });

    protected new void WriteError(ErrorRecord error) => OnPipeline(() => base.WriteError(error));

    protected new void WriteWarning(string text) => OnPipeline(() => base.WriteWarning(text));

    protected new void WriteVerbose(string text) => OnPipeline(() => base.WriteVerbose(text));

    protected new void WriteDebug(string text) => OnPipeline(() => base.WriteDebug(text));

    protected new void WriteInformation(object value, string[] tags) => OnPipeline(() => base.WriteInformation(value, tags));

    /// <summary>Shows progress to a person; where nobody sits it would only fill a log.</summary>
    protected new void WriteProgress(ProgressRecord progress) => OnPipeline(() =>
    {
        if (!(_attended ??= Attendance.IsAttended(Host)))
        {
            return;
        }

        if (progress.RecordType == ProgressRecordType.Completed)
        {
            _shown.Remove(progress.ActivityId);
        }
        else
        {
            _shown[progress.ActivityId] = progress;
        }

        base.WriteProgress(progress);
    });

    protected new bool ShouldProcess(string target, string action) => OnPipeline(() => base.ShouldProcess(target, action));

    protected new bool ShouldContinue(string query, string caption) => OnPipeline(() => base.ShouldContinue(query, caption));

    /// <summary>Does something that belongs to the runspace on the pipeline thread.</summary>
    private protected void OnRunspace(Action call) => OnPipeline(call);

    protected new void ThrowTerminatingError(ErrorRecord error) => OnPipeline(() => base.ThrowTerminatingError(error));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <summary>Lets a stage's exception become something else on its way out; on the pipeline thread.</summary>
    private protected virtual void Fail(Exception error) => ExceptionDispatchInfo.Throw(error);

    private void OnPipeline(Action call) => OnPipeline<object?>(() =>
    {
        call();
        return null;
    });

    private T OnPipeline<T>(Func<T> call)
    {
        if (Environment.CurrentManagedThreadId == _pipelineThread)
        {
            return call();
        }

        using var done = new ManualResetEventSlim();
        var result = default(T);
        ExceptionDispatchInfo? error = null;
        try
        {
            (_calls ?? throw new PipelineStoppedException()).Add(() =>
            {
                try
                {
                    result = call();
                }
                // Everything is handed back to the worker, which re-throws it: nothing is swallowed.
#pragma warning disable CA1031
                catch (Exception thrown)
#pragma warning restore CA1031
                {
                    error = ExceptionDispatchInfo.Capture(thrown);
                }
                finally
                {
                    done.Set();
                }
            });
        }
        catch (InvalidOperationException)
        {
            // The stage is over and nobody listens any more.
            throw new PipelineStoppedException();
        }

        done.Wait();
        error?.Throw();
        return result!;
    }

    private void Run(Func<CancellationToken, Task> body)
    {
        using var calls = new BlockingCollection<Action>();
        _calls = calls;
        _pipelineThread = Environment.CurrentManagedThreadId;
        PrepareStage();
        var work = Task.Run(async () =>
        {
            try
            {
                PrepareWork();
                await body(_stop.Token).ConfigureAwait(false);
            }
            finally
            {
                calls.CompleteAdding();
            }
        });
        foreach (var call in calls.GetConsumingEnumerable())
        {
            call();
        }

        _calls = null;
        try
        {
            work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (error is not (PipelineStoppedException or FlowControlException))
        {
            EndProgress();
            Fail(error);
        }
    }

    // A bar of a command that failed would stand there for as long as its script goes on.
    private void EndProgress()
    {
        foreach (var shown in _shown.Values)
        {
            base.WriteProgress(new ProgressRecord(shown.ActivityId, shown.Activity, "Ended") { RecordType = ProgressRecordType.Completed });
        }

        _shown.Clear();
    }
}
