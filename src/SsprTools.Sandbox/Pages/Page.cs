namespace SsprTools.Sandbox.Pages;

/// <summary>A page: its title and what stands in it.</summary>
/// <param name="Script">What makes it more comfortable; it works without.</param>
internal sealed record Page(string Title, Markup Body, int Status = 200, string? Script = null);
