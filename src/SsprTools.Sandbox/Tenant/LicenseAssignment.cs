using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>A product licence of a user, with the service plans that are switched off.</summary>
internal sealed record LicenseAssignment(Guid SkuId, ImmutableArray<Guid> DisabledPlans);
