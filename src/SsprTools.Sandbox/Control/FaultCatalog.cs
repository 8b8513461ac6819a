namespace SsprTools.Sandbox.Control;

/// <summary>Every known fault and what it does; the control route and the guide show this list.</summary>
internal static class FaultCatalog
{
    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FaultNames.UserNotCreated] = "POST /users answers 201 and stores nothing",
        [FaultNames.UserWrongForceChange] = "POST /users stores the user without forceChangePasswordNextSignIn",
        [FaultNames.GroupNotCreated] = "POST /groups answers 201 and stores nothing",
        [FaultNames.MemberNotAdded] = "adding members answers success and adds nobody",
        [FaultNames.MemberNotRemoved] = "removing a member answers 204 and removes nobody",
        [FaultNames.UserNotDeleted] = "DELETE /users/{id} answers 204 and deletes nothing",
        [FaultNames.GroupNotDeleted] = "DELETE /groups/{id} answers 204 and deletes nothing",
        [FaultNames.LicencePlanDisabled] = "licence reads show the AAD_PREMIUM plans with provisioningStatus Disabled",
        [FaultNames.LicenceNotAssigned] = "assignLicense answers 200 and assigns nothing",
        [FaultNames.ScopeNotSaved] = "the portal's PUT answers success and keeps enablementType and group",
        [FaultNames.PolicyFieldDropped] = "the portal's PUT loses customHelpdeskEmailOrUrl and unknown extra fields",
        [FaultNames.PolicyChangedMeanwhile] = "after a policy GET somebody else changes notifyUsersOnPasswordReset",
        [FaultNames.MethodNotSaved] = "creating a phone or email method answers 201 and stores nothing",
        [FaultNames.MethodWrongNumber] = "creating a phone method stores and returns another number",
        [FaultNames.ReportRowMissing] = "the registration report leaves out matching users",
        [FaultNames.ReportStale] = "the registration report stops refreshing",
        [FaultNames.AuditMissing] = "audit events are no longer written",
        [FaultNames.DirectoryStale] = "directory reads answer the state of a minute ago",
        [FaultNames.CodeNotSent] = "the pages say that a code was sent and nothing arrives",
        [FaultNames.WrongCodeAccepted] = "the pages accept any code",
        [FaultNames.ResetNotDone] = "the reset page says finished and the password stays",
        [FaultNames.AuditLate] = "audit and sign-in events show up an hour later than the audit lag",
        [FaultNames.AuditOtherUser] = "events of a reset carry another user's id",
        [FaultNames.SignInRefused] = "sign-in refuses the right password with 50126",
        [FaultNames.OnPremisesRefused] = "writeback is refused: the on-premises administrator must act (SSPR_0029)",
        [FaultNames.Throttle] = "429 with Retry-After: 1",
        [FaultNames.ThrottleNoHeader] = "429 without Retry-After",
        [FaultNames.Unavailable] = "503",
        [FaultNames.ServerError] = "500 with an html body",
        [FaultNames.Reset] = "the connection is aborted",
        [FaultNames.Truncate] = "the body is cut in the middle and the connection aborted",
        [FaultNames.Latency] = "the answer waits; target = milliseconds",
        [FaultNames.NextLinkForeign] = "@odata.nextLink points to another host",
        [FaultNames.NextLinkRepeat] = "@odata.nextLink points to the same page again",
        [FaultNames.NextLinkLost] = "@odata.nextLink is left out although there is more",
        [FaultNames.SmallPages] = "pages are small; target = rows per page",
        [FaultNames.TokenUnavailable] = "the token endpoint answers 503",
        [FaultNames.TokenSlow] = "the token endpoint waits; target = milliseconds",
        [FaultNames.TokenGarbage] = "the token endpoint answers 200 with a page of html",
    };

    /// <summary>Faults whose target is a number, not a text to match.</summary>
    public static bool HasNumber(string name) => name is FaultNames.Latency or FaultNames.SmallPages or FaultNames.TokenSlow;
}
