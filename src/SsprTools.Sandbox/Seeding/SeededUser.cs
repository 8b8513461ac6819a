using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>A user of the seed with the roles it gives them.</summary>
internal sealed record SeededUser(User User, SeedRoles Roles);
