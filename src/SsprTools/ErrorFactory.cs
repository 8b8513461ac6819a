using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Http;

namespace SsprTools;

/// <summary>The only place where error records are made, so that ids, categories and advice are the same everywhere.</summary>
internal static class ErrorFactory
{
    // PowerShell shows the recommended action by itself from 7.5 on; before, only the message is seen.
    private static readonly bool s_viewShowsAdvice = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>Whether every further item would fail the same way, so that going on makes no sense.</summary>
    public static bool EndsCommand(SsprException error) => error.ErrorId is SsprErrorId.NotConnected
        or SsprErrorId.ServiceUnreachable
        or SsprErrorId.AccessTokenExpired
        or SsprErrorId.PremiumLicenseMissing
        or SsprErrorId.ForeignAddress
        or SsprErrorId.IncompletePages
        or SsprErrorId.PortalApiNotEnabled
        or SsprErrorId.NotASandbox
        or SsprErrorId.SignInFailed
        or SsprErrorId.SignInCancelled
        or SsprErrorId.NotInThisCloud
        or SsprErrorId.ConfirmationImpossible;

    /// <param name="error">What went wrong.</param>
    /// <param name="cmdlet">The cmdlet class, whose attributes say which permissions it needs.</param>
    /// <param name="target">What the command was working on.</param>
    public static ErrorRecord From(SsprException error, Type cmdlet, object? target)
    {
        var graph = (error as GraphException)?.Error;
        var advice = error.RecommendedAction;
        if (error.ErrorId == SsprErrorId.PermissionMissing && graph is not null)
        {
            advice = PermissionAdvice(graph, cmdlet) ?? advice;
        }

        var message = error.Message;
        // Also of what lies behind an incomplete list, or an unknown outcome.
        if ((graph ?? (error.InnerException as GraphException)?.Error) is { RequestId: { } requestId } answer)
        {
            message += $" Request id {requestId}" + (answer.Date is { } date ? $", {date.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : ".");
        }

        return new ErrorRecord(error, error.ErrorId.ToString(), CategoryOf(error.ErrorId), target ?? error.Target)
        {
            ErrorDetails = new ErrorDetails(s_viewShowsAdvice ? message : $"{message} {advice}") { RecommendedAction = advice },
        };
    }

    public static SsprException NotConnected() => new(
        SsprErrorId.NotConnected,
        "There is no connection to a tenant.",
        "Run Connect-SsprTenant first, or give a connection with -Connection.");

    public static SsprException ConfirmationImpossible(string action, Exception inner) => new(
        SsprErrorId.ConfirmationImpossible,
        $"'{action}' needs to be confirmed, and nobody can answer here.",
        "Run the command with -Confirm:$false, or where someone can answer.",
        inner: inner);

    private static string? PermissionAdvice(GraphError graph, Type cmdlet)
    {
        var needed = cmdlet.GetCustomAttributes(typeof(GraphPermissionAttribute), inherit: true)
            .Cast<GraphPermissionAttribute>()
            .Where(permission => permission.Matches(graph.Method, graph.Path))
            .ToList();
        if (needed.Count == 0)
        {
            return null;
        }

        var first = needed[0];
        var role = first.Role.Length > 0 ? $" and, for a signed-in person, the role {first.Role} or one above it" : "";
        var app = first.AppOnly ? "An app without a user can do it too." : "An app without a user cannot do it at all: sign in as a person.";
        return $"'{first.Request}' needs the permission {first.Permission}{role}. {app} Give it, then connect again.";
    }

    private static ErrorCategory CategoryOf(SsprErrorId id) => id switch
    {
        SsprErrorId.NotConnected or SsprErrorId.ServiceUnreachable or SsprErrorId.NotASandbox => ErrorCategory.ConnectionError,
        SsprErrorId.AccessTokenExpired or SsprErrorId.SignInFailed or SsprErrorId.InvalidCertificate => ErrorCategory.AuthenticationError,
        SsprErrorId.SignInCancelled => ErrorCategory.OperationStopped,
        SsprErrorId.PortalApiNotAvailable or SsprErrorId.NotInThisCloud => ErrorCategory.NotImplemented,
        SsprErrorId.PermissionMissing or SsprErrorId.PremiumLicenseMissing or SsprErrorId.PortalApiNotEnabled => ErrorCategory.PermissionDenied,
        SsprErrorId.ForeignAddress => ErrorCategory.SecurityError,
        SsprErrorId.Throttled => ErrorCategory.LimitsExceeded,
        SsprErrorId.ServiceUnavailable => ErrorCategory.ResourceUnavailable,
        SsprErrorId.UserNotFound or SsprErrorId.GroupNotFound or SsprErrorId.LicenseNotFound or SsprErrorId.NotInReport => ErrorCategory.ObjectNotFound,
        SsprErrorId.UserDiffers or SsprErrorId.GroupDiffers or SsprErrorId.MethodDiffers or SsprErrorId.AnotherGroupSelected or SsprErrorId.FileExists => ErrorCategory.ResourceExists,
        SsprErrorId.IncompletePages or SsprErrorId.UnexpectedAnswer or SsprErrorId.UnexpectedPolicy or SsprErrorId.InvalidBackup
            or SsprErrorId.PolicyNotAsMeant or SsprErrorId.InvalidSnapshot or SsprErrorId.InvalidCheckpoint => ErrorCategory.InvalidData,
        SsprErrorId.NotATestUser or SsprErrorId.PolicyChangedMeanwhile or SsprErrorId.MethodOrder or SsprErrorId.MethodIsDefault or SsprErrorId.ConfirmationImpossible => ErrorCategory.InvalidOperation,
        SsprErrorId.BackupFailed or SsprErrorId.FileNotWritten or SsprErrorId.OutcomeUnknown => ErrorCategory.WriteError,
        SsprErrorId.PesterMissing => ErrorCategory.NotInstalled,
        SsprErrorId.ValidationFailed => ErrorCategory.InvalidResult,
        SsprErrorId.LicenseNotAvailable => ErrorCategory.QuotaExceeded,
        SsprErrorId.GraphRequestFailed => ErrorCategory.NotSpecified,
        _ => ErrorCategory.InvalidArgument,
    };
}
