using System.Security.Cryptography.X509Certificates;

namespace SsprTools.Graph.Connection;

/// <summary>Everything that a sign-in needs to be told. Not a record: those print their members, and one of these is a secret.</summary>
public sealed class SignIn
{
    /// <summary>Microsoft Graph Command Line Tools, the public client for people. Source: design/architecture.md, decisions.</summary>
    public const string GraphCommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    public required SignInKind Kind { get; init; }

    /// <summary>The tenant's id or one of its domains; <see langword="null"/>: that of the account, or of the environment.</summary>
    public string? TenantId { get; init; }

    /// <summary>The app's id; of a user-assigned identity for <see cref="SignInKind.ManagedIdentity"/>.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>With its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Delegated permissions to ask consent for; those that have it already when empty.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>A second sign-in, for the API that the Entra portal itself calls.</summary>
    public bool PortalApi { get; init; }

    /// <summary>Shows a device code to the person, at once.</summary>
    public Func<SignInPrompt, Task>? Show { get; init; }

    /// <summary>How long a person may take in the browser.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a person signs in here and now.</summary>
    internal bool IsInteractive => Kind is SignInKind.Interactive or SignInKind.DeviceCode;

    /// <summary>Whether there is no user in the token; Azure CLI's may have one or not.</summary>
    internal bool IsAppOnly => Kind is SignInKind.ClientSecret or SignInKind.Certificate or SignInKind.ManagedIdentity
        or SignInKind.WorkloadIdentity or SignInKind.Environment;

    /// <summary>The kind in words, for messages.</summary>
    internal string Words => Kind switch
    {
        SignInKind.Interactive => "the browser",
        SignInKind.DeviceCode => "a device code",
        SignInKind.ClientSecret => "a client secret",
        SignInKind.Certificate => "a certificate",
        SignInKind.ManagedIdentity => "the managed identity",
        SignInKind.WorkloadIdentity => "the workload identity",
        SignInKind.Environment => "the environment variables",
        _ => "Azure CLI",
    };
}
