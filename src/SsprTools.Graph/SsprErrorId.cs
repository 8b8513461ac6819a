namespace SsprTools.Graph;

/// <summary>
/// The stable ids of everything that SsprTools itself finds wrong. Each is the first part of an error record's
/// <c>FullyQualifiedErrorId</c> and has a line in <c>about_SsprTools_Errors</c>; a name is never changed or reused.
/// </summary>
public enum SsprErrorId
{
    /// <summary>The service refused or failed in a way that no other id describes.</summary>
    GraphRequestFailed,
    NotConnected,
    ServiceUnreachable,
    AccessTokenExpired,
    PermissionMissing,
    PremiumLicenseMissing,
    Throttled,
    ServiceUnavailable,
    UnexpectedAnswer,
    ForeignAddress,
    IncompletePages,

    /// <summary>A write was sent, and nothing tells whether it was done.</summary>
    OutcomeUnknown,
    NotASandbox,
    InvalidIdentity,
    UserNotFound,
    GroupNotFound,
    AmbiguousGroup,
    NotATestUser,
    InvalidUserPrincipalName,
    UnknownDomain,
    WeakPassword,
    UserDiffers,
    GroupDiffers,
    LicenseNotFound,
    LicenseNotAvailable,
    UsageLocationMissing,
    InvalidPhoneNumber,
    InvalidEmailAddress,
    MethodDiffers,
    MethodOrder,

    /// <summary>The service does not let a user's default method be removed.</summary>
    MethodIsDefault,
    PortalApiNotEnabled,
    PolicyChangedMeanwhile,
    AnotherGroupSelected,
    UnexpectedPolicy,
    BackupFailed,
    ConfirmationImpossible,
    InvalidArgument,
    NotInReport,
    InvalidBackup,

    /// <summary>The policy was written, and a field is not what it was meant to be.</summary>
    PolicyNotAsMeant,
    JournalFailed,
    InvalidJournal,
    SignInFailed,
    SignInCancelled,

    /// <summary>The cloud has no portal API that anybody has seen, or the sign-in is one that it does not take.</summary>
    PortalApiNotAvailable,
    InvalidCertificate,

    /// <summary>The connected cloud lacks this part of Graph.</summary>
    NotInThisCloud,

    /// <summary>A file holds no snapshot that could be compared with.</summary>
    InvalidSnapshot,

    /// <summary>A file holds no place in a list to go on from, or one of another list.</summary>
    InvalidCheckpoint,

    /// <summary>A report, snapshot or checkpoint could not be written.</summary>
    FileNotWritten,

    /// <summary>The file is there already, and nobody asked for it to be replaced.</summary>
    FileExists,

    /// <summary>Pester, which runs the checks, is not there or too old.</summary>
    PesterMissing,

    /// <summary>Checks failed, or could not be answered, and the caller asked for that to be an error.</summary>
    ValidationFailed,
}
