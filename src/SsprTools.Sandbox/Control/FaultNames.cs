namespace SsprTools.Sandbox.Control;

/// <summary>Names of faults, as the control route takes them.</summary>
internal static class FaultNames
{
    public const string UserNotCreated = "user-not-created";
    public const string UserWrongForceChange = "user-wrong-force-change";
    public const string GroupNotCreated = "group-not-created";
    public const string MemberNotAdded = "member-not-added";
    public const string MemberNotRemoved = "member-not-removed";
    public const string UserNotDeleted = "user-not-deleted";
    public const string GroupNotDeleted = "group-not-deleted";
    public const string LicencePlanDisabled = "licence-plan-disabled";
    public const string LicenceNotAssigned = "licence-not-assigned";
    public const string ScopeNotSaved = "scope-not-saved";
    public const string PolicyFieldDropped = "policy-field-dropped";
    public const string PolicyChangedMeanwhile = "policy-changed-meanwhile";
    public const string PolicyChangedBeforePut = "policy-changed-before-put";
    public const string PolicyChangedAfterPut = "policy-changed-after-put";
    public const string PortalPut403 = "portal-put-403";
    public const string PortalPut409 = "portal-put-409";
    public const string PortalPut500 = "portal-put-500";
    public const string PortalPutDropped = "portal-put-dropped";
    public const string MethodNotSaved = "method-not-saved";
    public const string MethodWrongNumber = "method-wrong-number";
    public const string ReportRowMissing = "report-row-missing";
    public const string ReportStale = "report-stale";
    public const string AuditMissing = "audit-missing";
    public const string DirectoryStale = "directory-stale";

    public const string CodeNotSent = "code-not-sent";
    public const string WrongCodeAccepted = "wrong-code-accepted";
    public const string ResetNotDone = "reset-not-done";
    public const string AuditLate = "audit-late";
    public const string AuditOtherUser = "audit-other-user";
    public const string SignInRefused = "sign-in-refused";
    public const string OnPremisesRefused = "on-premises-refused";

    public const string Throttle = "throttle";
    public const string ThrottleNoHeader = "throttle-no-header";
    public const string ThrottleDate = "throttle-date";
    public const string Unavailable = "unavailable";
    public const string UnavailableDate = "unavailable-date";
    public const string BadGateway = "bad-gateway";
    public const string BadGatewayAfter = "bad-gateway-after";
    public const string GatewayTimeout = "gateway-timeout";
    public const string GatewayTimeoutAfter = "gateway-timeout-after";
    public const string ServerError = "server-error";
    public const string HtmlPage = "html-page";
    public const string ProxyAuthentication = "proxy-authentication";
    public const string TokenExpired = "token-expired";
    public const string ClaimsChallenge = "claims-challenge";
    public const string Reset = "reset";
    public const string ResetAfter = "reset-after";
    public const string Truncate = "truncate";
    public const string SlowBody = "slow-body";
    public const string StalledBody = "stalled-body";
    public const string NotJson = "not-json";
    public const string WrongContentType = "wrong-content-type";
    public const string ClockSkew = "clock-skew";
    public const string Latency = "latency";
    public const string StepLost = "step-lost";
    public const string StepTwice = "step-twice";
    public const string NextLinkForeign = "nextlink-foreign";
    public const string NextLinkRepeat = "nextlink-repeat";
    public const string NextLinkLost = "nextlink-lost";
    public const string SmallPages = "small-pages";

    public const string TokenUnavailable = "token-unavailable";
    public const string TokenSlow = "token-slow";
    public const string TokenGarbage = "token-garbage";
}
