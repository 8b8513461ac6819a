namespace SsprTools.Sandbox.SelfService;

/// <summary>Something the service sent to a person: a text, a call, a mail, or what the authenticator app shows.</summary>
internal sealed record Message(long Seq, DateTimeOffset Time, string Channel, string To, string UserPrincipalName, string Text, string? Code);
