namespace SsprTools.Sandbox.Tenant;

/// <summary>The method a user is asked first at sign-in; values as in the registration report (graph.md 1.10).</summary>
internal enum DefaultMethod
{
    None,
    Push,
    Oath,
    VoiceMobile,
    VoiceAlternateMobile,
    VoiceOffice,
    Sms,
}
