namespace SsprTools.Browser.Tests;

/// <summary>How a page is looked at.</summary>
public sealed record Look
{
    public static Look Light { get; } = new();

    public static Look DarkScheme { get; } = new() { Dark = true };

    public static Look Phone { get; } = new() { Width = 390, Height = 844, Scale = 2 };

    public static Look PhoneDark { get; } = Phone with { Dark = true };

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 900;

    public float Scale { get; init; } = 1;

    public bool Dark { get; init; }

    public bool Script { get; init; } = true;

    /// <summary>For tools that put a script of their own into a page whose policy would refuse it.</summary>
    public bool BypassPolicy { get; init; }
}
