namespace SsprTools.Graph;

/// <summary>Something that SsprTools itself found wrong, with a stable id and what to do about it.</summary>
public class SsprException : Exception
{
    public SsprException(SsprErrorId errorId, string message, string recommendedAction, object? target = null, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        RecommendedAction = recommendedAction;
        Target = target;
    }

    public SsprErrorId ErrorId { get; }

    /// <summary>What a person can do about it, in one or two sentences.</summary>
    public string RecommendedAction { get; }

    /// <summary>The thing it is about: a UPN, a group name, an address.</summary>
    public object? Target { get; }

    internal static SsprException NotASandbox(string why) => new(
        SsprErrorId.NotASandbox,
        $"The address is not that of an SsprTools sandbox: {why}.",
        "Start one with Start-SsprSandbox and pipe it into Connect-SsprTenant, or give the address that it printed.");

    internal static SsprException Ended() => new(
        SsprErrorId.NotConnected,
        "This connection was ended by Disconnect-SsprTenant; its tokens are forgotten.",
        "Run Connect-SsprTenant again.");

    internal static SsprException ForeignAddress(Uri address, Uri home) => new(
        SsprErrorId.ForeignAddress,
        $"A request to {address.GetLeftPart(UriPartial.Authority)} was refused: this connection's token belongs to {home.GetLeftPart(UriPartial.Authority)} only.",
        "Report this with the command that led to it; nothing was sent.",
        address);
}
