using System.Text.Json.Serialization;

namespace SsprTools.Graph.Directory;

/// <summary>The readable part of a user's password profile, on the wire.</summary>
internal sealed record PasswordProfileRow([property: JsonPropertyName("forceChangePasswordNextSignIn")] bool? ForceChangePasswordNextSignIn);
