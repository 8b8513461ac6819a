using System.Collections;
using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Validation;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "SsprValidation")]
[OutputType(typeof(ValidationResult))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/adminPasswordResetPolicy", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false, For = "the Administrator page")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /users/$count", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("GET /roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")]
[GraphPermission("GET /directoryRoles", "RoleManagement.Read.Directory")]
[GraphPermission("GET /roleManagement/directory/roleEligibilityScheduleInstances", "RoleEligibilitySchedule.Read.Directory")]
[GraphPermission("GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances", "PrivilegedEligibilitySchedule.Read.AzureADGroup")]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All")]
[GraphPermission("GET /organization", "Organization.Read.All")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers", "GroupMember.Read.All", For = "-Group")]
[GraphPermission("GET /users/{id}", "User.Read.All", For = "-Group")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All", For = "-Group")]
[GraphPermission("POST /users/{id}/checkMemberGroups", "GroupMember.Read.All", For = "-Group")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader", For = "-Group")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader", For = "-Group")]
public sealed class InvokeSsprValidationCommand : PolicyFileCmdlet
{
    /// <summary>Only checks with one of these tags: whose checks, an id, or Severity:High.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ValidationTagCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Tag { get; set; }

    /// <summary>No check with one of these tags.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValidationTagCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ExcludeTag { get; set; }

    /// <summary>The pilot group, by name or id.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>A policy file; each setting that it names is a check.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>Policy files whose attestations answer for what no API shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Attestation { get; set; }

    /// <summary>The tenant has a telecom provider of its own by 2027-02-01.</summary>
    [Parameter]
    public SwitchParameter OwnTelecomProvider { get; set; }

    /// <summary>A file for the results, for a CI server; one that is there is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The form of that file.</summary>
    [Parameter]
    [ValidateSet("NUnitXml", "NUnit3", "JUnitXml")]
    public string OutputFormat { get; set; } = "NUnitXml";

    /// <summary>End with an error if a check failed, or could not be answered.</summary>
    [Parameter]
    public SwitchParameter Throw { get; set; }

    /// <summary>With -Throw: a check that could not be answered is no error.</summary>
    [Parameter]
    public SwitchParameter AllowUnknown { get; set; }

    /// <summary>Pester's own result instead of the checks.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        // What the caller got wrong is said before anything is read.
        if (AllowUnknown && !Throw)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "-AllowUnknown says what -Throw lets pass.", "Give both, or leave it out.");
        }

        var baseline = Baseline is null ? null : FilePath(Baseline);
        _ = baseline is null ? null : PolicyBaseline.FromFile(baseline);
        var attestations = Attestation?.Select(FilePath).ToArray();
        _ = attestations is null ? null : AttestedPolicy.Read(attestations, Tenant.TenantId);
        var file = OutputPath is null ? null : Writable(FilePath(OutputPath));
        var (run, outcomes) = Run(new Hashtable
        {
            ["Connection"] = Tenant,
            ["Group"] = Group?.Value,
            ["Baseline"] = baseline,
            ["Attestation"] = attestations,
            ["OwnTelecomProvider"] = OwnTelecomProvider.IsPresent,
        }, file);
        cancellationToken.ThrowIfCancellationRequested();
        Tell(run, outcomes);
        return Task.CompletedTask;
    }

    private (PSObject Run, IReadOnlyList<PesterOutcome> Outcomes) Run(Hashtable data, string? file)
    {
        (PSObject, IReadOnlyList<PesterOutcome>) answer = default;
        OnRunspace(() =>
        {
            PesterRun.Load(InvokeCommand);
            var folder = Path.Combine(Path.GetDirectoryName(GetType().Assembly.Location)!, "Validation");
            answer = PesterRun.Invoke(InvokeCommand, folder, data, Tag, ExcludeTag, file, OutputFormat);
        });
        return answer;
    }

    private void Tell(PSObject run, IReadOnlyList<PesterOutcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                "No check has these tags, so nothing was checked.",
                "Press Tab after -Tag to see the tags, or leave -Tag and -ExcludeTag out.",
                string.Join(", ", Tag ?? ExcludeTag ?? []));
        }

        var results = outcomes.Select(Result).ToList();
        if (PassThru)
        {
            WriteObject(run);
        }
        else
        {
            WriteObjects(results);
        }

        // A check that ended in an error is Unknown, and the error is not kept quiet.
        WriteErrors(outcomes.Where(outcome => outcome.Result is null).Select(outcome => outcome.Error?.Exception as SsprException), null);
        var bad = results.FindAll(result => result.Verdict == ValidationVerdict.Fail || (result.Verdict == ValidationVerdict.Unknown && !AllowUnknown));
        if (Throw && bad.Count > 0)
        {
            throw new SsprException(
                SsprErrorId.ValidationFailed,
                $"{bad.Count} of {results.Count} checks are not met: {string.Join(", ", bad.Select(result => $"{result.Id} {result.Verdict}"))}.",
                "Each result's Reason says why, and its NextStep what to do. -AllowUnknown lets pass what could not be answered.");
        }

        // A job that asked for nothing is not to be green for it.
        if (Throw && results.TrueForAll(result => result.Verdict == ValidationVerdict.Skipped))
        {
            throw new SsprException(
                SsprErrorId.ValidationFailed, $"Nothing was checked: {string.Join(", ", results.Select(result => result.Id))} skipped.", "Each result's Reason says what to give: -Group or -Baseline.");
        }
    }

    private ValidationResult Result(PesterOutcome outcome)
    {
        if (outcome.Result is { } result)
        {
            return result with { TenantId = Tenant.TenantId, IsSimulated = Tenant.IsSandbox };
        }

        var id = outcome.Name.Split(':', 2)[0];
        var check = ValidationCatalogue.Checks.FirstOrDefault(check => check.Id == id)
            ?? new ValidationCheck { Id = id, Title = outcome.Name, Suite = "Baseline", Severity = "Medium", Reference = "", NextStep = "" };
        var error = outcome.Error?.Exception;
        return ValidationRules.Unknown(check, error?.Message ?? "The check ended before it said anything.", (error as SsprException)?.RecommendedAction ?? "Run it again with -PassThru to see Pester's own result.")
            with { TenantId = Tenant.TenantId, IsSimulated = Tenant.IsSandbox };
    }

    /// <summary>A run of minutes is not to end in a file that cannot be written.</summary>
    private static string Writable(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SsprException(SsprErrorId.FileNotWritten, $"The results cannot be written to '{path}': {error.Message}", "Give another file with -OutputPath.", path, error);
        }
    }
}
