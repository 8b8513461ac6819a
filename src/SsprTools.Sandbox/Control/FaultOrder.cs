using System.Globalization;
using System.Text.Json;

namespace SsprTools.Sandbox.Control;

/// <summary>A fault as it is asked for, by the control route or on the command line.</summary>
internal sealed record FaultOrder(string Name)
{
    public const string Steps = "steps";
    public const string Requests = "requests";

    private static readonly string[] s_members = ["count", "target"];
    private static readonly string[] s_wireMembers = ["method", "path", "where", "ratio", "seed"];

    public int? Count { get; init; }

    public string? Target { get; init; }

    /// <summary>The HTTP method it is limited to.</summary>
    public string? Method { get; init; }

    /// <summary>A text that must occur in the path; as the target, but also for faults whose target is a number.</summary>
    public string? Path { get; init; }

    /// <summary>Steps of batches only, or requests (a whole batch among them) only; both without it.</summary>
    public string? Where { get; init; }

    /// <summary>The share of matching requests that it strikes.</summary>
    public double? Ratio { get; init; }

    public int Seed { get; init; }

    /// <summary>Seconds of Retry-After.</summary>
    public int? RetryAfter { get; init; }

    public static FaultOrder Read(JsonElement body)
    {
        Dictionary<string, string> members = [];
        foreach (JsonProperty member in body.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            members[member.Name] = member.Value.ToString();
        }

        return Read(members);
    }

    /// <summary>Reads NAME[:COUNT][,MEMBER=VALUE]...</summary>
    public static FaultOrder Read(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        string[] head = parts[0].Split(':', 2);
        Dictionary<string, string> members = new() { ["name"] = head[0] };
        if (head.Length > 1)
        {
            members["count"] = head[1];
        }

        foreach (string part in parts[1..])
        {
            string[] pair = part.Split('=', 2);
            members[pair[0]] = pair.Length > 1 ? pair[1] : throw new FormatException($"'{part}' is not of the form MEMBER=VALUE.");
        }

        return Read(members);
    }

    private static FaultOrder Read(Dictionary<string, string> members)
    {
        string name = members.GetValueOrDefault("name") ?? throw new FormatException("The name of a known fault is expected.");
        if (!FaultCatalog.Known.ContainsKey(name))
        {
            throw new FormatException($"'{name}' is not a fault.");
        }

        IEnumerable<string> allowed = s_members.Concat(FaultCatalog.IsOfWire(name) ? s_wireMembers : []).Concat(FaultCatalog.HasRetryAfter(name) ? ["retryAfter"] : []);
        if (members.Keys.FirstOrDefault(member => member != "name" && !allowed.Contains(member)) is { } unknown)
        {
            throw new FormatException($"'{unknown}' is not known for the fault '{name}'.");
        }

        string? where = members.GetValueOrDefault("where");
        return where is null or Steps or Requests
            ? new FaultOrder(name)
            {
                Count = Number(members, "count", 1),
                Target = members.GetValueOrDefault("target"),
                Method = members.GetValueOrDefault("method"),
                Path = members.GetValueOrDefault("path"),
                Where = where,
                Ratio = Share(members),
                Seed = Number(members, "seed", 0) ?? 0,
                RetryAfter = Number(members, "retryAfter", 0),
            }
            : throw new FormatException($"where is {Steps} or {Requests}.");
    }

    private static int? Number(Dictionary<string, string> members, string name, int least) =>
        !members.TryGetValue(name, out string? text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least ? number
        : throw new FormatException($"{name} is a number from {least}.");

    private static double? Share(Dictionary<string, string> members) =>
        !members.TryGetValue("ratio", out string? text) ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1 ? share
        : throw new FormatException("ratio is above 0 and at most 1.");
}
