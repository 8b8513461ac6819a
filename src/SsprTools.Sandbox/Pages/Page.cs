namespace SsprTools.Sandbox.Pages;

/// <summary>A page: its title and what stands in it.</summary>
internal sealed record Page(string Title, Markup Body, int Status = 200);
