using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>What handlers work with.</summary>
internal sealed record Service(
    TenantStore Store, SandboxClock Clock, FaultSet Faults, Switches Switches, Listing Listing, SandboxOptions Options);
