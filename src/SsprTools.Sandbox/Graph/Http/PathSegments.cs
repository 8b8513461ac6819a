namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Splits a path, and brings OData's key form users('id') to users/id.</summary>
internal static class PathSegments
{
    public static string[] Of(string path)
    {
        List<string> segments = [];
        foreach (string raw in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string segment = Uri.UnescapeDataString(raw);
            int open = segment.IndexOf("('", StringComparison.Ordinal);
            if (open > 0 && segment.EndsWith("')", StringComparison.Ordinal))
            {
                segments.Add(segment[..open]);
                segments.Add(segment[(open + 2)..^2].Replace("''", "'", StringComparison.Ordinal));
            }
            else
            {
                segments.Add(segment);
            }
        }

        return [.. segments];
    }
}
