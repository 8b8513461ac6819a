namespace SsprTools.Sandbox.Graph.Http;

/// <summary>One entry of an error's details.</summary>
internal sealed record GraphErrorDetail(string Code, string? Message, string? Target);
