namespace SsprTools.Sandbox.Robot;

/// <summary>What the robot person is asked to do.</summary>
internal enum RobotAction
{
    Register,
    Reset,
    SignIn,
    ChangePassword,
}
