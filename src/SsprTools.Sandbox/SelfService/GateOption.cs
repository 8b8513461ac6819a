namespace SsprTools.Sandbox.SelfService;

/// <summary>Ways to prove oneself that the pages offer. A text and a call to the mobile phone are the same method.</summary>
internal enum GateOption
{
    Email,
    MobileText,
    MobileCall,
    OfficeCall,
    AppNotification,
    AppCode,
    Questions,
}
