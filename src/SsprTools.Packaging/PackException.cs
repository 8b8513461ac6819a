namespace SsprTools.Packaging;

/// <summary>Why there is no package, in words for the one who packs.</summary>
internal sealed class PackException(string message) : Exception(message);
