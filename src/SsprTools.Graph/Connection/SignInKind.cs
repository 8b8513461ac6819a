namespace SsprTools.Graph.Connection;

/// <summary>How a token is got. The names are what <see cref="SsprConnection.AuthType"/> shows.</summary>
public enum SignInKind
{
    Interactive,
    DeviceCode,
    ClientSecret,
    Certificate,
    ManagedIdentity,
    WorkloadIdentity,
    Environment,
    AzureCli,
}
