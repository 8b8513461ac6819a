namespace SsprTools.Sandbox.Tenant;

/// <summary>What users and groups have in common as members of something.</summary>
internal interface IDirectoryObject
{
    Guid Id { get; }

    /// <summary>Order of creation, so that paging is stable.</summary>
    int Sequence { get; }

    string DisplayName { get; }
}
