namespace SsprTools.Graph.Connection;

/// <summary>The service answered 401 to this token.</summary>
/// <param name="Token">The token that was refused; another request may have renewed it meanwhile.</param>
/// <param name="Claims">What the service wants of the next one (continuous access evaluation); as JSON.</param>
internal readonly record struct TokenRefusal(string Token, string? Claims);
