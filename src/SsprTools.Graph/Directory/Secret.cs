namespace SsprTools.Graph.Directory;

/// <summary>Text that must not be seen: neither its own text form, nor a record's, nor a serializer shows it.</summary>
public sealed class Secret(string value)
{
    /// <summary>The text itself, for the one place that needs it.</summary>
    public string Reveal() => value;

    public override string ToString() => "(secret)";
}
