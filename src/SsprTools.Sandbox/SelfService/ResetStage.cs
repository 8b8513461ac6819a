namespace SsprTools.Sandbox.SelfService;

/// <summary>Where a reset stands.</summary>
internal enum ResetStage
{
    Reason,
    Verify,
    Number,
    Code,
    Password,
    Done,
    Unlocked,
}
