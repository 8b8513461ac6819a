using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Roles that the seed gives to a user or group.</summary>
internal sealed record SeedRoles(IReadOnlyList<DirectoryRole> Active, IReadOnlyList<DirectoryRole> Eligible)
{
    public IEnumerable<RoleAssignment> Assignments(Guid principalId, DateTimeOffset now) =>
        Active.Select(role => Assignment(role, principalId, eligible: false, now))
            .Concat(Eligible.Select(role => Assignment(role, principalId, eligible: true, now)));

    private static RoleAssignment Assignment(DirectoryRole role, Guid principalId, bool eligible, DateTimeOffset now) =>
        new(StableId.Of($"{role.TemplateId}/{principalId}/{eligible}"), role.TemplateId, principalId, eligible, now.AddMonths(-6));
}
