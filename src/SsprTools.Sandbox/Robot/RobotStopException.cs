namespace SsprTools.Sandbox.Robot;

/// <summary>The robot person cannot go on; the message says what stood in the way.</summary>
internal sealed class RobotStopException(string message) : Exception(message);
