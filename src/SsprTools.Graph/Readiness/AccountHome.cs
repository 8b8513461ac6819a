namespace SsprTools.Graph.Readiness;

/// <summary>Where a user's password is kept.</summary>
public enum AccountHome
{
    /// <summary>In this tenant.</summary>
    ThisTenant,

    /// <summary>In another Entra tenant, whose policy decides.</summary>
    AnotherTenant,

    /// <summary>A Microsoft account, which this tenant cannot reset.</summary>
    MicrosoftAccount,

    /// <summary>A guest who signed up alone or has no home directory: may reset with the email used to register.</summary>
    NoHomeDirectory,

    /// <summary>Another identity provider; no source says.</summary>
    OtherProvider,
}
