namespace SsprTools.Graph.Reporting;

/// <summary>The running counts of one slice.</summary>
internal sealed class AdoptionBucket(int group, string? value)
{
    /// <summary>Which of the request's groups; -1: the tenant.</summary>
    public int Group { get; } = group;

    public string? Value { get; } = value;

    public int Users { get; set; }

    public int Disabled { get; set; }

    public int Guests { get; set; }

    public int LeftOut { get; set; }

    /// <summary>Users of whom the directory did not say whether they are enabled.</summary>
    public int EnabledUnknown { get; set; }

    public int InReport { get; set; }

    public AdoptionTally InScope { get; } = new();

    public AdoptionTally Usable { get; } = new();

    public AdoptionTally Registered { get; } = new();

    public AdoptionTally Capable { get; } = new();

    public int SelfServiceUsers { get; set; }

    public int HelpdeskUsers { get; set; }

    public int SelfServiceResets { get; set; }

    public int HelpdeskResets { get; set; }
}
