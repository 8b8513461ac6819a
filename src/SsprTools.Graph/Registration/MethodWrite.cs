using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>One change of one user while it is written.</summary>
internal sealed class MethodWrite(MethodWork user, MethodChange change)
{
    private string? _now;
    private string? _remark;
    private SsprException? _error;

    public MethodWork User => user;

    public MethodChange Change => change;

    public MethodWriteState State { get; private set; }

    /// <summary>The value wanted was seen.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>The journal has its outcome.</summary>
    public bool IsRecorded { get; set; }

    public void Take(BatchAnswer<MethodWrite> answer)
    {
        switch (answer)
        {
            case { Outcome: BatchOutcome.Unknown }:
                (State, _error) = (MethodWriteState.Unknown, answer.Error);
                return;
            case { GraphError.Status: 404 } when change.After is null:
                // Somebody else was quicker; the read-back decides whether that is all.
                State = MethodWriteState.Accepted;
                return;
            case { IsDone: false }:
                (State, _error) = (MethodWriteState.Failed, Explain(answer.Error!));
                user.Errors.Add(_error);
                return;
        }

        (State, _error) = (MethodWriteState.Accepted, null);
        if (change.After is not null && answer.Body is { } body && body.TryGetProperty(change.Kind == MethodKind.Email ? "emailAddress" : "phoneNumber", out _))
        {
            State = MethodWriteState.Shown;
            See(answer.Read(RegistrationJson.Default.MethodRow).Value);
        }
    }

    /// <summary>Takes what a read of the user's methods showed.</summary>
    public void Look(MethodWork read)
    {
        if (read.Errors.Count > 0)
        {
            _remark = $"The service accepted it, but it could not be read back: {read.Errors[0].Message}";
            return;
        }

        See(read.Held.FirstOrDefault(method => method.Method == change.Kind)?.Value);
        if (IsSeen && State is MethodWriteState.Unknown or MethodWriteState.Failed)
        {
            user.Errors.Remove(_error!);
            (State, _error) = (MethodWriteState.Shown, null);
        }
    }

    public void Fail(string remark) => (State, _remark) = (MethodWriteState.Failed, remark);

    public MethodResult ToResult(string tenantId)
    {
        if (State == MethodWriteState.Unknown && !user.Errors.Contains(_error!))
        {
            user.Errors.Add(_error!);
        }

        return new MethodResult
        {
            Status = this switch
            {
                { State: MethodWriteState.Failed or MethodWriteState.Unknown } => ChangeStatus.Failed,
                _ when change.IsUnchanged || IsSeen => change.Done,
                _ => ChangeStatus.Unverified,
            },
            UserPrincipalName = user.Name,
            UserId = user.UserId,
            Method = change.Kind,
            Before = change.Before,
            After = change.After,
            Remarks = _error?.Message ?? (change.IsUnchanged || IsSeen ? null : _remark),
            TenantId = tenantId,
        };
    }

    private void See(string? value)
    {
        _now = value;
        IsSeen = MethodGoal.IsSame(change.Kind, _now, change.After);
        _remark = IsSeen ? null : $"The service accepted it, but reading back shows {_now ?? "none"}.";
    }

    // Source of the texts: facts/graph.md 5.2.
    private SsprException Explain(SsprException error) =>
        change.After is null && error is GraphException { Error: { Status: 400, Message: { } message } } && message.Contains("default", StringComparison.OrdinalIgnoreCase)
            ? new SsprException(
                SsprErrorId.MethodIsDefault,
                $"The {change.Kind} of {user.Name} is the default method for sign-in and can't be removed: {message}",
                "Let the user choose another default method at https://mysignins.microsoft.com/security-info, or remove the other methods first.",
                user.Name,
                error)
            : error;
}
