namespace SsprTools.Sandbox.SignIn;

/// <summary>How an app proves who it is.</summary>
internal enum ClientKind
{
    /// <summary>Not at all: it signs users in.</summary>
    Public,
    Secret,
    Certificate,

    /// <summary>By a token of another issuer: workload identity.</summary>
    Federated,

    /// <summary>By running where it runs.</summary>
    ManagedIdentity,
}
