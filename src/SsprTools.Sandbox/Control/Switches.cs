namespace SsprTools.Sandbox.Control;

/// <summary>The one table of switches: facts that graph.md marks as unconfirmed and that change an answer.</summary>
internal sealed class Switches
{
    public static readonly IReadOnlyList<Switch> Known =
    [
        new("methods-policy-patch-status", "200", ["200", "204"], "status of PATCH authenticationMethodsPolicy", "graph.md 1.7"),
        new("phone-patch-status", "200", ["200", "204"], "status of PATCH phoneMethods and emailMethods", "graph.md 1.6"),
        new("sync-shape", "collection", ["collection", "entity"], "answer of GET directory/onPremisesSynchronization", "graph.md 1.5"),
        new("new-user-methods-delay", "0", [], "seconds for which authentication/* of a new user answers 404", "graph.md 1.14"),
        new("inner-error-name", "innerError", ["innerError", "innererror"], "casing of the inner error", "graph.md 5.1"),
        new("unknown-segment-status", "400", ["400", "404"], "status for an address that does not exist", "graph.md 5.5"),
        new("count-without-eventual", "error", ["error", "ignore"], "$count=true without ConsistencyLevel: eventual", "graph.md 1.3"),
        new("portal-put-status", "204", ["204", "200"], "status of the portal's PUTs", "graph.md 2.2"),
        Switch.YesNo("helpdesk-link-checked", false, "the portal's PUT refuses a customized helpdesk link that is no address", "graph.md 2.3"),
        new("duplicate-error-details", "old", ["old", "new"], "details of a duplicate UPN: only ObjectConflict, or also ConflictingObjects", "graph.md 5.2"),
        new("method-not-found-code", "resourceNotFound", ["resourceNotFound", "itemNotFound"], "code when an authentication method is missing", "graph.md 5.5"),
        Switch.YesNo("contact-data-counts-as-registered", false, "mobilePhone, businessPhones, otherMails count as registered methods", "graph.md 1.6, 3.1"),
        Switch.YesNo("administrators-need-two-methods", true, "isSsprRegistered of administrators asks for two methods even with one gate", "graph.md 3.6"),
        Switch.YesNo("budgets", false, "the documented budgets are kept: who goes over one gets 429", "graph.md 1.14"),
        new("batch-authorization", "outer", ["outer", "own"], "whose token counts for a batch step: the batch's, or the step's own if it has one", "graph.md 1.14"),
        Switch.YesNo("roles-checked", true, "delegated writes need the directory role of graph.md 1.1", "graph.md 1.1"),
        Switch.YesNo("global-reader-reads-portal", true, "Global Reader may read the portal policy", "graph.md 2.5"),
        Switch.YesNo("sign-in-code", true, "sign-in asks for a code when the user has a method for it", "graph.md 1.12, 3.1; conditional access is not modelled"),
        Switch.YesNo("code-for-tokens", false, "the token, authorize and device endpoints ask for a code: 50076, or 50079 for users without a method", "graph.md 5.7"),
        Switch.YesNo("pim-needs-p2", false, "eligibilities for roles and groups answer 400 AadPremiumLicenseRequired without P2", "graph.md 1.13"),
        Switch.YesNo("own-telecom-provider", true, "the tenant has its own provider, so texts and calls go on after 2027-02-01", "graph.md 3.11"),
        new("smart-lockout-threshold", "10", [], "wrong passwords until the first lock (US Gov: 3)", "graph.md 3.4"),
        new("audit-service-name", "Self-service Password Management", ["Self-service Password Management", "SSPR"], "loggedByService of the password service's events", "graph.md 1.12"),
        Switch.YesNo("audit-trailing-blanks", false, "every resultReason of the password service ends with a blank; otherwise only the one that was seen so", "graph.md 1.12"),
        new("sspr-audit-name", "Update SSPR Settings", ["Update SSPR Settings", "Self-service password reset policy changes"], "activity of a policy change", "graph.md 1.12"),
    ];

    private readonly Dictionary<string, string> _values = Known.ToDictionary(known => known.Name, known => known.Default);
    private readonly Lock _gate = new();

    public bool ContactDataCountsAsRegistered => IsOn("contact-data-counts-as-registered");

    public bool AdministratorsNeedTwoMethods => IsOn("administrators-need-two-methods");

    public bool SignInCode => IsOn("sign-in-code");

    public bool HelpdeskLinkChecked => IsOn("helpdesk-link-checked");

    public bool PimNeedsP2 => IsOn("pim-needs-p2");

    public string AuditServiceName => this["audit-service-name"];

    public bool AuditTrailingBlanks => IsOn("audit-trailing-blanks");

    public bool CodeForTokens => IsOn("code-for-tokens");

    public bool OwnTelecomProvider => IsOn("own-telecom-provider");

    public int SmartLockoutThreshold => Number("smart-lockout-threshold");

    public bool BudgetsKept => IsOn("budgets");

    public bool RolesChecked => IsOn("roles-checked");

    public bool GlobalReaderReadsPortal => IsOn("global-reader-reads-portal");

    public bool CountWithoutEventualIsError => this["count-without-eventual"] == "error";

    public string InnerErrorName => this["inner-error-name"];

    public int UnknownSegmentStatus => Number("unknown-segment-status");

    public int PhonePatchStatus => Number("phone-patch-status");

    public int MethodsPolicyPatchStatus => Number("methods-policy-patch-status");

    public int PortalPutStatus => Number("portal-put-status");

    public bool SyncIsCollection => this["sync-shape"] == "collection";

    public bool DuplicateErrorHasMore => this["duplicate-error-details"] == "new";

    public bool BatchStepsMayAuthorize => this["batch-authorization"] == "own";

    public string MethodNotFoundCode => this["method-not-found-code"];

    public string SsprAuditName => this["sspr-audit-name"];

    public TimeSpan NewUserMethodsDelay => TimeSpan.FromSeconds(Number("new-user-methods-delay"));

    public string this[string name]
    {
        get
        {
            lock (_gate)
            {
                return _values[name];
            }
        }
    }

    /// <summary>Sets a switch to a value that <see cref="Switch.Accept(string?)"/> has let through.</summary>
    public void Set(string name, string value)
    {
        lock (_gate)
        {
            _values[name] = value;
        }
    }

    public static Switch? Find(string name) => Known.FirstOrDefault(known => known.Name == name);

    private bool IsOn(string name) => this[name] == "true";

    private int Number(string name) => int.Parse(this[name], System.Globalization.CultureInfo.InvariantCulture);
}
