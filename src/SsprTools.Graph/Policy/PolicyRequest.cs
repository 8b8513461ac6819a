namespace SsprTools.Graph.Policy;

/// <summary>One request of a change.</summary>
/// <param name="Request">Verb and path.</param>
/// <param name="State">What became of it.</param>
public sealed record PolicyRequest(string Request, PolicyRequestState State)
{
    public override string ToString() => $"{Request}: {State}";
}
