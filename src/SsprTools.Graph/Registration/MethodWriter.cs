using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Writes and removes phones and email for many users, as an admin. Permissions: UserAuthMethod-Phone.ReadWrite.All and
/// UserAuthMethod-Email.ReadWrite.All, or UserAuthenticationMethod.ReadWrite.All; role Authentication Administrator.
/// <para>
/// The body of a write's own answer is its read-back; where there is none (204), or where nobody knows whether it was done, the user's methods are
/// read. A write that was lost is sent once more only after they were seen without it. Sources: facts/graph.md 1.6, 1.14.
/// </para>
/// </summary>
public sealed class MethodWriter(SsprConnection connection)
{
    // Writes land on one replica, and a read right after may ask another (1.14).
    private static readonly TimeSpan[] s_readBackWaits = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    private readonly BatchClient _batch = new(connection);
    private readonly HeldMethods _held = new(connection);

    /// <summary>Does the changes of each user; what became of them is in <see cref="MethodWork.Results"/> and <see cref="MethodWork.Errors"/>.</summary>
    /// <param name="readBack">Whether everything is read again, although the answer itself told what was written.</param>
    /// <param name="journal">Told of each change before it is sent and when its outcome is known.</param>
    /// <exception cref="SsprException">It befalls all alike. The results tell what was done before.</exception>
    public async Task WriteAsync(IReadOnlyList<MethodWork> users, bool readBack, MethodJournal? journal, CancellationToken cancellationToken)
    {
        MethodWrite[] all = [.. users.SelectMany(user => user.Changes.Select(change => new MethodWrite(user, change)))];
        try
        {
            journal?.Begin(all);
            await StageAsync([.. all.Where(write => !write.Change.IsUnchanged && !write.Change.IsSecond)], journal, cancellationToken).ConfigureAwait(false);
            await StageAsync([.. all.Where(write => !write.Change.IsUnchanged && write.Change.IsSecond && MayFollow(write, all))], journal, cancellationToken).ConfigureAwait(false);
            await ReadBackAsync([.. all.Where(write => write.State == MethodWriteState.Accepted || (readBack && write.State == MethodWriteState.Shown))], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var user in all.GroupBy(write => write.User))
            {
                user.Key.Results = [.. user.Where(write => write.Change.IsUnchanged || write.State != MethodWriteState.NotSent).Select(write => Conclude(write, journal))];
            }
        }
    }

    private MethodResult Conclude(MethodWrite write, MethodJournal? journal)
    {
        var result = write.ToResult(connection.TenantId);
        if (!write.IsRecorded)
        {
            journal?.End(write, result.Status);
        }

        return result;
    }

    private static bool MayFollow(MethodWrite second, MethodWrite[] all)
    {
        var first = Array.Find(all, write => write.User == second.User && !write.Change.IsSecond && write.Change.Kind is MethodKind.MobilePhone or MethodKind.AlternateMobilePhone);
        if (first is { State: MethodWriteState.Failed or MethodWriteState.Unknown })
        {
            second.Fail($"Not tried: the {first.Change.Kind} comes first, and it failed.");
            return false;
        }

        return true;
    }

    private async Task StageAsync(MethodWrite[] writes, MethodJournal? journal, CancellationToken cancellationToken)
    {
        await SendAsync(writes, journal, cancellationToken).ConfigureAwait(false);
        MethodWrite[] lost = [.. writes.Where(write => write.State == MethodWriteState.Unknown)];
        if (lost.Length == 0)
        {
            return;
        }

        await ReadBackAsync(lost, cancellationToken).ConfigureAwait(false);
        lost = [.. lost.Where(write => write.State == MethodWriteState.Unknown)];
        await SendAsync(lost, journal, cancellationToken).ConfigureAwait(false);
        // Whatever the second one's answer was: a lost first one may be what stood in its way.
        await ReadBackAsync([.. lost.Where(write => write.State is MethodWriteState.Unknown or MethodWriteState.Failed)], cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(IReadOnlyList<MethodWrite> writes, MethodJournal? journal, CancellationToken cancellationToken)
    {
        await foreach (var answer in _batch.SendAsync(writes.Select(Step), cancellationToken).ConfigureAwait(false))
        {
            var write = answer.Key;
            write.Take(answer);
            if (journal is not null && write is { State: MethodWriteState.Shown, IsSeen: true })
            {
                // At once: a kill before the end of the stage must not lose it.
                journal.End(write, write.Change.Done);
                write.IsRecorded = true;
            }
        }
    }

    /// <summary>Reads until everything shows, or says what does not.</summary>
    private async Task ReadBackAsync(IReadOnlyList<MethodWrite> writes, CancellationToken cancellationToken)
    {
        var left = writes;
        foreach (var wait in s_readBackWaits)
        {
            if (left.Count == 0)
            {
                return;
            }

            await Task.Delay(wait, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
            MethodWork[] fresh = [.. left.Select(write => write.User).Distinct().Select(user => new MethodWork(user.Identity) { UserId = user.UserId, UserPrincipalName = user.UserPrincipalName })];
            await _held.ReadAsync(fresh, look: false, cancellationToken).ConfigureAwait(false);
            var byIdentity = fresh.ToDictionary(user => user.Identity, StringComparer.OrdinalIgnoreCase);
            foreach (var write in left)
            {
                write.Look(byIdentity[write.User.Identity]);
            }

            left = [.. left.Where(write => !write.IsSeen)];
        }
    }

    private static BatchStep<MethodWrite> Step(MethodWrite write)
    {
        var change = write.Change;
        var path = $"users/{write.User.Segment}/authentication/{(change.Kind == MethodKind.Email ? "emailMethods" : "phoneMethods")}";
        return change switch
        {
            { After: null } => new(write, "DELETE", $"{path}/{ODataText.Segment(change.MethodId!)}"),
            { MethodId: { } id } => new(write, "PATCH", $"{path}/{ODataText.Segment(id)}") { Body = Body(change) },
            _ => new(write, "POST", path) { Body = Body(change) },
        };
    }

    private static string Body(MethodChange change) => change.Kind == MethodKind.Email
        ? new JsonObject { ["emailAddress"] = change.After }.ToJsonString()
        : new JsonObject
        {
            ["phoneNumber"] = change.After,
            ["phoneType"] = change.Kind switch { MethodKind.MobilePhone => "mobile", MethodKind.AlternateMobilePhone => "alternateMobile", _ => "office" },
        }.ToJsonString();
}
