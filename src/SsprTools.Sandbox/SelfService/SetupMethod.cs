namespace SsprTools.Sandbox.SelfService;

/// <summary>Methods that a user can set up on the registration pages.</summary>
internal enum SetupMethod
{
    Phone,
    Email,
    OfficePhone,
    App,
    Questions,
}
