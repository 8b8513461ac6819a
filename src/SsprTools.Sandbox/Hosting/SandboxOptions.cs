namespace SsprTools.Sandbox.Hosting;

/// <summary>How a sandbox is started.</summary>
internal sealed record SandboxOptions
{
    public int Port { get; init; }

    /// <summary>Path of a seed file; the built-in tenant without it.</summary>
    public string? SeedFile { get; init; }

    /// <summary>The seed's text itself, for tests.</summary>
    public string? SeedJson { get; init; }

    /// <summary>Generated users beside the seeded ones.</summary>
    public int Users { get; init; }

    /// <summary>Members of a second group of generated users; none without it.</summary>
    public int GroupSize { get; init; }

    /// <summary>Process whose end ends the sandbox.</summary>
    public int? ParentProcessId { get; init; }

    /// <summary>End when standard input ends.</summary>
    public bool EndsWithStandardInput { get; init; }

    /// <summary>Rows per page of the registration report, default and maximum.</summary>
    public int ReportPage { get; init; } = 1000;

    /// <summary>Faults as NAME[:COUNT][,MEMBER=VALUE]...</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Switches as NAME=VALUE.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>Budgets as NAME=LIMIT/SECONDS; naming one switches all of them on.</summary>
    public IReadOnlyList<string> Budgets { get; init; } = [];

    /// <summary>Lags as NAME=DURATION.</summary>
    public IReadOnlyList<string> Lags { get; init; } = [];
}
