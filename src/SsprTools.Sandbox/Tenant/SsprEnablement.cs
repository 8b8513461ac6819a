namespace SsprTools.Sandbox.Tenant;

/// <summary>Who may reset: the portal's None, Selected, All; numbers as on the wire.</summary>
internal enum SsprEnablement
{
    None = 0,
    Selected = 1,
    All = 2,
}
