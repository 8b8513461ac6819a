namespace SsprTools.Sandbox.Tenant;

/// <summary>Directory objects that are worked out from their index whenever they are asked for, so that a million of them take no memory.</summary>
internal interface IGenerated<out T>
    where T : class, IDirectoryObject
{
    int Count { get; }

    int FirstSequence { get; }

    T this[int index] { get; }

    Guid IdAt(int index);

    /// <summary>The index of an id, or -1.</summary>
    int IndexOf(Guid id);

    /// <summary>The index of a user principal name, or -1.</summary>
    int IndexOf(string upn);
}
