namespace SsprTools.Graph.Readiness;

/// <summary>The pages that state the rules.</summary>
internal static class RuleSource
{
    public const string HowItWorks = Learn + "concept-sspr-howitworks";
    public const string Policy = Learn + "concept-sspr-policy";
    public const string Licensing = Learn + "concept-sspr-licensing";
    public const string Writeback = Learn + "concept-sspr-writeback";
    public const string Troubleshoot = Learn + "troubleshoot-sspr";
    public const string Faq = Learn + "passwords-faq";
    public const string Reporting = Learn + "howto-sspr-reporting";
    public const string Phones = Learn + "concept-authentication-phone-options";
    public const string Migration = Learn + "concept-authentication-methods-manage";
    public const string TelecomEnd = Learn + "concept-sms-voice-retirement";
    public const string ContactData = Learn + "howto-sspr-authenticationdata";
    public const string Activity = Learn + "howto-authentication-methods-activity";

    private const string Learn = "https://learn.microsoft.com/entra/identity/authentication/";
}
