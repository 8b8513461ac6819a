namespace SsprTools.Sandbox.Robot;

/// <summary>How it went.</summary>
internal sealed record RobotResult(bool Succeeded, IReadOnlyList<RobotStep> Steps, string Message, string? SsprCode);
