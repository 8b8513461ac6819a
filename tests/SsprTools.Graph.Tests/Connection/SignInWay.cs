namespace SsprTools.Graph.Tests.Connection;

/// <summary>The ways of Connect-SsprTenant to sign in. That a thumbprint finds its certificate is Connect-SsprTenant.Certificate.Tests.ps1.</summary>
public enum SignInWay
{
    Browser,
    DeviceCode,
    ClientSecret,
    Certificate,
    PfxFile,
    PemFile,
    SystemIdentity,
    UserIdentity,
    WorkloadIdentity,
    Environment,
    AzureCli,
    AccessToken,
}
