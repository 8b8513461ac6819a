namespace SsprTools.Sandbox.Robot;

/// <summary>What the robot person knows and wants. Passwords are never part of a text made from it.</summary>
internal sealed record RobotOrder
{
    public string UserName { get; init; } = "";

    public string? Password { get; init; }

    public string? NewPassword { get; init; }

    /// <summary>With the country code: "+1 2065550100".</summary>
    public string? MobilePhone { get; init; }

    public string? OfficePhone { get; init; }

    public string? Email { get; init; }

    public RobotMethod Method { get; init; }

    /// <summary>At a reset, type a wrong number first and see that it is refused.</summary>
    public bool TryWrongNumber { get; init; } = true;

    /// <summary>Type a wrong code first and see that it is refused.</summary>
    public bool TryWrongCode { get; init; }

    public override string ToString() => $"RobotOrder for {UserName}";
}
