using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>One user's way through the reset pages, from the user id to the new password.</summary>
internal sealed class ResetFlow(Guid userId, DateTimeOffset started, int gates)
{
    /// <summary>graph.md 3.2: the session ends 15 minutes after its start.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public Guid UserId { get; } = userId;

    /// <summary>One id for all events of the flow.</summary>
    public Guid CorrelationId { get; } = Guid.NewGuid();

    public int Gates { get; } = gates;

    public ResetStage Stage { get; set; } = ResetStage.Verify;

    public List<ResetMethod> Passed { get; } = [];

    public GateOption? Chosen { get; set; }

    public SentCode? Code { get; set; }

    public Guid? Approval { get; set; }

    /// <summary>The security questions that were drawn.</summary>
    public IReadOnlyList<string> Questions { get; set; } = [];

    public bool UnlockOnly { get; set; }

    public bool IsOver(DateTimeOffset now) => now - started > Lifetime;
}
