namespace SsprTools.Graph.Http;

/// <summary>Why a request waits.</summary>
public enum PauseReason
{
    /// <summary>The service said that it is asked too much (429).</summary>
    Throttled,

    /// <summary>The service failed in a way that passes.</summary>
    Failed,

    /// <summary>No answer came, or it broke off.</summary>
    NoAnswer,

    /// <summary>It would be more than the service allows in this time, so it is not sent yet.</summary>
    Budget,
}
