namespace SsprTools.Sandbox.Control;

/// <summary>Every known fault and what it does; the control route and the guide show this list.</summary>
internal static class FaultCatalog
{
    private static readonly Dictionary<string, string> s_ofWire = new(StringComparer.Ordinal)
    {
        [FaultNames.Throttle] = "429 with Retry-After: 1, or retryAfter",
        [FaultNames.ThrottleNoHeader] = "429 without Retry-After",
        [FaultNames.ThrottleDate] = "429 with Retry-After as a date: 1 second or retryAfter from now, by the Date header",
        [FaultNames.Unavailable] = "503; Retry-After only with retryAfter",
        [FaultNames.UnavailableDate] = "503 with Retry-After as a date, as throttle-date",
        [FaultNames.BadGateway] = "502 before anything is done",
        [FaultNames.BadGatewayAfter] = "502 after it was done",
        [FaultNames.GatewayTimeout] = "504 before anything is done",
        [FaultNames.GatewayTimeoutAfter] = "504 after it was done",
        [FaultNames.ServerError] = "500 with an html body; nothing is done",
        [FaultNames.HtmlPage] = "200 with a proxy's html page; nothing is done",
        [FaultNames.ProxyAuthentication] = "407 with Proxy-Authenticate and an html page; nothing is done",
        [FaultNames.TokenExpired] = "401: the token is called expired",
        [FaultNames.ClaimsChallenge] = "401 with insufficient_claims and claims, to tokens that were not asked for with these claims",
        [FaultNames.Reset] = "the connection is aborted before anything is done",
        [FaultNames.ResetAfter] = "the connection is aborted after it was done, before the answer",
        [FaultNames.Truncate] = "it is done; the body is cut in the middle and the connection aborted",
        [FaultNames.SlowBody] = "it is done; the body comes in 20 pieces with a pause between; target = milliseconds of the pause (100)",
        [FaultNames.StalledBody] = "it is done; half of the body comes, then nothing until the client goes",
        [FaultNames.NotJson] = "it is done; the body is text that is called application/json",
        [FaultNames.WrongContentType] = "it is done; the JSON is called text/plain",
        [FaultNames.ClockSkew] = "the Date header is wrong; target = seconds, may be below zero",
        [FaultNames.Latency] = "the answer waits; target = milliseconds",
        [FaultNames.StepLost] = "a batch step is done and its answer is missing",
        [FaultNames.StepTwice] = "a batch step is done and its answer is there twice",
    };

    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>(s_ofWire, StringComparer.Ordinal)
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
        [FaultNames.PolicyChangedMeanwhile] = "after a policy GET somebody else changes notifyUsersOnPasswordReset, or the field that target names",
        [FaultNames.PolicyChangedBeforePut] = "when a policy PUT arrives, somebody else changes the policy first, as above; the PUT then overwrites it",
        [FaultNames.PolicyChangedAfterPut] = "after a policy PUT somebody else changes the policy, as above",
        [FaultNames.PortalPut403] = "the portal's PUT answers 403 and changes nothing; target also a member of the body",
        [FaultNames.PortalPut409] = "the portal's PUT answers 409 and changes nothing; target also a member of the body",
        [FaultNames.PortalPut500] = "the portal's PUT answers 500 and changes nothing; target also a member of the body",
        [FaultNames.PortalPutDropped] = "the portal's PUT is done and the connection aborted without an answer; target also a member of the body",
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
        [FaultNames.NextLinkForeign] = "@odata.nextLink points to another host",
        [FaultNames.NextLinkRepeat] = "@odata.nextLink points to the same page again",
        [FaultNames.NextLinkLost] = "@odata.nextLink is left out although there is more",
        [FaultNames.SmallPages] = "pages are small; target = rows per page",
        [FaultNames.TokenUnavailable] = "the token endpoint answers 503",
        [FaultNames.TokenSlow] = "the token endpoint waits; target = milliseconds",
        [FaultNames.TokenGarbage] = "the token endpoint answers 200 with a page of html",
    };

    /// <summary>Faults that strike any request, and may be limited to some or to a share of them.</summary>
    public static bool IsOfWire(string name) => s_ofWire.ContainsKey(name);

    /// <summary>Faults whose target is a number, not a text to match.</summary>
    public static bool HasNumber(string name) =>
        name is FaultNames.Latency or FaultNames.SmallPages or FaultNames.TokenSlow or FaultNames.SlowBody or FaultNames.ClockSkew;

    public static bool HasRetryAfter(string name) =>
        name is FaultNames.Throttle or FaultNames.ThrottleDate or FaultNames.Unavailable or FaultNames.UnavailableDate;
}
