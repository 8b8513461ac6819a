namespace SsprTools.Sandbox.SelfService;

/// <summary>The ways a message travels.</summary>
internal static class Channels
{
    public const string Sms = "sms";
    public const string Call = "call";
    public const string Email = "email";
    public const string App = "app";
}
