using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Resources;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The error body for each rule of the tenant (graph.md 5.2, 5.5).</summary>
internal static class RuleErrors
{
    public static GraphError Of(TenantRuleException broken, Switches switches) => broken.Rule switch
    {
        TenantRule.DuplicateUserPrincipalName => Duplicate(broken.Subject, switches),
        TenantRule.UnverifiedDomain => Errors.BadRequest(
            "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization."),
        TenantRule.ImmutableIdRequired => Errors.BadRequest(
            "The property 'onPremisesImmutableId' is required when the domain of userPrincipalName is federated."),
        TenantRule.WeakPassword => Errors.BadRequest(
            "The specified password does not comply with password complexity requirements. Please provide a different password."),
        TenantRule.NotFound => broken.Subject is { } id && Guid.TryParse(id, out _)
            ? Errors.NotFound(id)
            : Errors.MethodNotFound(switches.MethodNotFoundCode),
        TenantRule.NotMember => Errors.NotFound(broken.Subject ?? ""),
        TenantRule.AlreadyMember => Errors.BadRequest(
            "One or more added object references already exist for the following modified properties: 'members'."),
        TenantRule.DuplicateReference => Errors.BadRequest(
            $"A directory object reference '{broken.Subject}' can only be present once as an add/remove change."),
        TenantRule.MemberOfItself => Errors.BadRequest("A group cannot be added as a member of itself."),
        TenantRule.UsageLocationMissing => Errors.BadRequest("License assignment cannot be done for user with invalid usage location."),
        TenantRule.NoLicenseUnits => Errors.BadRequest($"Subscription with SKU {broken.Subject} does not have any available licenses."),
        TenantRule.UnknownSku => Errors.BadRequest($"License {broken.Subject} does not correspond to a valid company License."),
        TenantRule.LicenseNotHeld => Errors.BadRequest("User does not have a corresponding license."),
        TenantRule.PhoneExists => Errors.Methods("A phone authentication method of this type already exists for this user."),
        TenantRule.MobileFirst => Errors.Methods("A mobile phone must be added before an alternate mobile phone."),
        TenantRule.AlternateMobileFirst => Errors.Methods("The alternate mobile phone must be deleted before the mobile phone."),
        TenantRule.DefaultMethod => Errors.Methods(
            $"The requested authentication method id of [{MethodIds.Of(Enum.Parse<PhoneType>(broken.Subject!))}] matches the user's current default authentication method, "
            + "and cannot be deleted until the default authentication method is changed"),
        TenantRule.EmailExists => Errors.Methods("An email authentication method already exists for this user."),
        TenantRule.GroupUnknown => Errors.NotFound(broken.Subject ?? ""),
        _ => Errors.BadRequest(broken.Message),
    };

    private static GraphError Duplicate(string? owner, Switches switches)
    {
        const string Message = "Another object with the same value for property userPrincipalName already exists.";
        return new GraphError(400, "Request_BadRequest", Message)
        {
            Details = switches.DuplicateErrorHasMore
                ?
                [
                    new GraphErrorDetail("ObjectConflict", Message, "userPrincipalName"),
                    new GraphErrorDetail("ConflictingObjects", owner, "userPrincipalName"),
                ]
                : [new GraphErrorDetail("ObjectConflict", null, "userPrincipalName")],
        };
    }
}
