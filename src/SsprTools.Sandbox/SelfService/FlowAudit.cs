using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Writes the events of a user's own doings (graph.md 1.12), each with its exact result reason.</summary>
internal sealed class FlowAudit(TenantStore store, FaultSet faults)
{
    public const string InsufficientMethods = "User's account has insufficient authentication methods defined. Add authentication info to resolve this ";
    public const string NotEnabled = "Password reset is not enabled for this user";

    public void Progress(User user, Guid correlationId, string reason, bool success = true) =>
        WriteReset("Self-service password reset flow activity progress", user, correlationId, reason, success, agent: null);

    public void Reset(User user, Guid correlationId, string reason, bool success) =>
        WriteReset("Reset password (self-service)", user, correlationId, reason, success, AgentOf(user));

    public void Unlocked(User user, Guid correlationId) =>
        WriteReset("Unlock user account (self-service)", user, correlationId, "Successfully completed unlock.", success: true, AgentOf(user));

    public void Blocked(User user, Guid correlationId, string reason) =>
        WriteReset("Blocked from self-service password reset", user, correlationId, reason, success: false, agent: null);

    public void Changed(User user, string reason, bool success) =>
        store.Audit.Write(Entry("Change password (self-service)", AuditEvents.PasswordService, user, Guid.NewGuid(), reason, success, AgentOf(user)));

    public void Registered(User user, Guid correlationId) => store.Audit.Write(Entry(
        "User registered for self-service password reset", AuditEvents.PasswordService, user, correlationId, "User registered for self-service password reset", true, null));

    public void Saved(User user, Guid correlationId) => store.Audit.Write(Entry(
        "Security info saved for self-service password reset", AuditEvents.PasswordService, user, correlationId, "None", true, null));

    public void Methods(string activity, User user, Guid correlationId, string reason = "") =>
        store.Audit.Write(Entry(activity, AuditEvents.MethodsService, user, correlationId, reason, true, null));

    private string AgentOf(User user) =>
        user.OnPremisesSyncEnabled != true ? "None"
        : store.Current.OnPremisesPolicy.CloudProvisioningEnabled ? "CloudSync"
        : "Microsoft Entra Connect";

    private void WriteReset(string activity, User user, Guid correlationId, string reason, bool success, string? agent)
    {
        User named = user;
        if (faults.Take(FaultNames.AuditOtherUser, activity, user.UserPrincipalName))
        {
            named = store.Current.Users.InOrder.FirstOrDefault(other => other.Id != user.Id) ?? user with { Id = Guid.NewGuid() };
        }

        store.Audit.Write(Entry(activity, AuditEvents.PasswordService, named, correlationId, reason, success, agent));
    }

    private static AuditEvent Entry(string activity, string service, User user, Guid correlationId, string reason, bool success, string? agent) =>
        new(activity, "UserManagement", service, "Update", Actor.Of(user))
        {
            CorrelationId = correlationId,
            Result = success ? "success" : "failure",
            ResultReason = reason,
            Targets = [AuditTarget.Of(user)],
            AdditionalDetails = agent is null ? [] : [new("OnPremisesAgent", agent)],
        };
}
