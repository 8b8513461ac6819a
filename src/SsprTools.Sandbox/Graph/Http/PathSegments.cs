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
            else if (segment.IndexOf('(', StringComparison.Ordinal) is > 0 and int arguments && segment.EndsWith(')'))
            {
                // A function: its name, and its arguments as a segment of their own.
                segments.Add(segment[..arguments]);
                segments.Add(segment[arguments..]);
            }
            else
            {
                segments.Add(segment);
            }
        }

        return [.. segments];
    }
}
