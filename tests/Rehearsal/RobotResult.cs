namespace SsprTools.Rehearsal;

/// <summary>What the robot person met on the pages.</summary>
public sealed record RobotResult(bool Succeeded, IReadOnlyList<RobotStep>? Steps, string? Message, string? SsprCode);

/// <summary>One page.</summary>
public sealed record RobotStep(string Step, string? Seen, bool Ok);
