using System.Text.Json;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Gets the seed: a file, a text, or the built-in tenant.</summary>
internal static class SeedLoader
{
    private const string BuiltIn = "default-seed.json";

    public static Seed Load(SandboxOptions options, SandboxClock clock)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                options.SeedJson ?? Text(options.SeedFile),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return SeedReader.Read(document.RootElement, clock, options.Users, options.GroupSize);
        }
        catch (JsonException problem)
        {
            throw new SandboxStartException($"The seed is not JSON: {problem.Message}");
        }
    }

    private static string Text(string? file)
    {
        if (file is null)
        {
            using Stream stream = typeof(SeedLoader).Assembly.GetManifestResourceStream(BuiltIn)!;
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }

        return File.Exists(file) ? File.ReadAllText(file) : throw new SandboxStartException($"The seed file '{file}' does not exist.");
    }
}
