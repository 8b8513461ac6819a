namespace SsprTools.Graph.Reporting;

/// <summary>Counts yes, and those of whom it is not known.</summary>
internal sealed class AdoptionTally
{
    public int Yes { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>The count, if it is known of everybody.</summary>
    public int? Count => Unknown == 0 ? Yes : null;

    public void Add(bool? value)
    {
        Yes += value == true ? 1 : 0;
        Unknown += value is null ? 1 : 0;
    }
}
