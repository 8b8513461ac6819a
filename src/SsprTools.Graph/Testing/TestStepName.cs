namespace SsprTools.Graph.Testing;

/// <summary>The steps of a reset test, in their order.</summary>
public enum TestStepName
{
    /// <summary>Nothing but missing methods stands in the way: account, licence, scope, writeback, block.</summary>
    Preflight,

    /// <summary>The user holds enough methods, read live.</summary>
    Registration,

    /// <summary>The registration report shows the user as capable.</summary>
    Report,

    /// <summary>The user entered the reset pages.</summary>
    ResetStarted,

    /// <summary>The first gate: the user proved who they are by one method.</summary>
    Verification,

    /// <summary>The second gate, by another method; where the policy asks for two.</summary>
    SecondVerification,

    /// <summary>The password was changed by self-service.</summary>
    PasswordChanged,

    /// <summary>The user signed in after it.</summary>
    SignIn,

    /// <summary>The new password reached Active Directory; synced users only.</summary>
    Writeback,
}
