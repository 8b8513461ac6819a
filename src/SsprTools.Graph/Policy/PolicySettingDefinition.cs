namespace SsprTools.Graph.Policy;

/// <summary>What is known of a setting before anything is read.</summary>
/// <param name="Page">The portal's page.</param>
/// <param name="Setting">The stable name.</param>
/// <param name="Meaning">One line in an admin's words, for completion.</param>
public sealed record PolicySettingDefinition(PolicyPage Page, string Setting, string Meaning)
{
    /// <summary><see langword="null"/>: no source states one.</summary>
    public object? Default { get; init; }

    /// <summary>Where the default is stated.</summary>
    public string? DefaultSource { get; init; }

    /// <summary>Whether Set-SsprPolicy changes it. The old policy's method switches are shown and never written.</summary>
    public bool CanBeSet => Kind is not null;

    /// <summary>What the portal calls it; for the assisted route.</summary>
    internal string? PortalLabel { get; init; }

    /// <summary>The section in which it stands, where it is one field.</summary>
    internal string? Section { get; init; }

    /// <summary>The name on the wire, where the setting is one field.</summary>
    internal string? Field { get; init; }

    /// <summary>What has to be read for it.</summary>
    internal PolicyPart Parts { get; init; }

    /// <summary><see langword="null"/>: it can only be read.</summary>
    internal SettingKind? Kind { get; init; }
}
