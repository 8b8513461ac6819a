namespace SsprTools.Graph.Testing;

/// <summary>An audit event that has to do with password reset. Source of the words: facts/graph.md 1.12.</summary>
public sealed record SsprEvent
{
    /// <summary>The event's id in the audit log; evidence.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset ActivityDateTime { get; init; }

    public required SsprEventKind Kind { get; init; }

    /// <summary>The audit log's own name of the activity.</summary>
    public required string Activity { get; init; }

    /// <summary><c>success</c>, <c>failure</c>, <c>timeout</c>, or another word; <see langword="null"/>: not said.</summary>
    public string? Result { get; init; }

    /// <summary>The service's own words, trimmed.</summary>
    public string? Reason { get; init; }

    /// <summary>The object id of the user whom it is about; <see langword="null"/> for events about no user.</summary>
    public string? UserId { get; init; }

    public string? UserPrincipalName { get; init; }

    /// <summary>Who did it: a UPN or an app's name.</summary>
    public string? InitiatedBy { get; init; }

    /// <summary>The events of one way through the reset pages share it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Which agent wrote the password back: None, Microsoft Entra Connect, CloudSync.</summary>
    public string? OnPremisesAgent { get; init; }

    /// <summary>For a policy change: name, old and new value of each setting, as the log has them (JSON text).</summary>
    public IReadOnlyList<SsprEventChange> Changes { get; init; } = [];

    /// <summary>The service that logged it.</summary>
    public string? LoggedByService { get; init; }

    /// <summary>Success by the event's own word; what says nothing is no success.</summary>
    public bool IsSuccess => Says("success");

    /// <summary>Failure by the event's own word; a word that is not known is neither.</summary>
    public bool IsFailure => Says("failure") || Says("timeout");

    private bool Says(string word) => string.Equals(Result?.Trim(), word, StringComparison.OrdinalIgnoreCase);
}
