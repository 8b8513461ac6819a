namespace SsprTools.Sandbox.Robot;

/// <summary>One page that the robot person saw: its name, its headings and messages, and whether it was what it should be.</summary>
internal sealed record RobotStep(string Step, string Seen, bool Ok);
