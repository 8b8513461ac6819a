namespace SsprTools.Graph.Testing;

/// <summary>A reset test of one user: what was seen so far. Goes on from its journal after an interruption, on another machine too.</summary>
public sealed record TestRun
{
    public required string Id { get; init; }

    /// <summary>The user's object id.</summary>
    public required string UserId { get; init; }

    public required string UserPrincipalName { get; init; }

    public required string TenantId { get; init; }

    /// <summary>Only what happened after this moment counts. Service time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The password's last change before the test; <see langword="null"/>: the service did not say.</summary>
    public DateTimeOffset? PasswordChangedBefore { get; init; }

    /// <summary>Each moment at which a look found a new password; so a reset stays proven when the password is changed once more.</summary>
    public IReadOnlyList<DateTimeOffset> PasswordChangesSeen { get; init; } = [];

    /// <summary>
    /// The ends of each stretch in which nobody watched for the sign-in that is missing: the last look before it, and the first one after. A
    /// sign-in on the other side of one than its reset does not count, for the password was kept nowhere.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Interruptions { get; init; } = [];

    /// <summary>When the observations behind the steps were made. Service time.</summary>
    public DateTimeOffset ObservedAt { get; init; }

    public IReadOnlyList<TestStep> Steps { get; init; } = [];

    /// <summary>Seen in a sandbox: every step is simulated.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>The file that the test goes on from.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Failed if a step is; else Pending, else Unknown if one is; Passed only if every step that applies is.</summary>
    public TestStepState State => true switch
    {
        _ when Steps.Any(step => step.State == TestStepState.Failed) => TestStepState.Failed,
        _ when Steps.Any(step => step.State == TestStepState.Pending) => TestStepState.Pending,
        _ when Steps.Any(step => step.State == TestStepState.Unknown) => TestStepState.Unknown,
        _ when Steps.Any(step => step.State == TestStepState.Passed) => TestStepState.Passed,
        _ => TestStepState.Unknown,
    };
}
