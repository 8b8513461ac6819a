namespace SsprTools.Sandbox.Robot;

/// <summary>The method that the robot person prefers; without one it takes what the page offers first.</summary>
internal enum RobotMethod
{
    Any,
    Text,
    Call,
    Email,
    OfficeCall,
    App,
}
