using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>What was read; each part absent with the reason, if it was not.</summary>
internal sealed record PolicyFacts
{
    public PolicyDocument? Portal { get; init; }

    public string? PortalReason { get; init; }

    public JsonObject? OnPremises { get; init; }

    public string? OnPremisesReason { get; init; }

    public MethodsPolicyFacts? Methods { get; init; }

    public string? MethodsReason { get; init; }

    public bool? AllowedToUseSspr { get; init; }

    public string? AuthorizationReason { get; init; }

    public DateTimeOffset AsOf { get; init; }
}
