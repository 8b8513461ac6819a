namespace SsprTools.Sandbox.SelfService;

/// <summary>What became of a code that a person typed.</summary>
internal enum CodeVerdict
{
    Right,
    Wrong,
    Expired,
    Blocked,
}
