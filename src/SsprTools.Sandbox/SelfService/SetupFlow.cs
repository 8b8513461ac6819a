namespace SsprTools.Sandbox.SelfService;

/// <summary>One user's way through the registration pages.</summary>
internal sealed class SetupFlow(DateTimeOffset started, int needed)
{
    /// <summary>graph.md 3.1: the session of the combined registration is 15 minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public Guid CorrelationId { get; } = Guid.NewGuid();

    /// <summary>Methods that were missing at the start.</summary>
    public int Needed { get; } = needed;

    /// <summary>The method being set up; null = the first that is offered.</summary>
    public SetupMethod? Method { get; set; }

    public GateOption Option { get; set; }

    /// <summary>Number or address that the code went to.</summary>
    public string? Contact { get; set; }

    public SentCode? Code { get; set; }

    public int WrongCodes { get; set; }

    /// <summary>What was set up in this flow.</summary>
    public List<SetupMethod> Done { get; } = [];

    public bool IsOver(DateTimeOffset now) => now - started > Lifetime;
}
