namespace SsprTools.Sandbox.Tenant;

/// <summary>Graph's phone types (graph.md 1.6).</summary>
internal enum PhoneType
{
    Mobile,
    AlternateMobile,
    Office,
}
