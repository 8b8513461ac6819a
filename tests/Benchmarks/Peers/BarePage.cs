using System.Text.Json.Serialization;

namespace SsprTools.Benchmarks;

internal sealed class BarePage
{
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; set; }

    [JsonPropertyName("value")]
    public List<BareRow> Value { get; set; } = [];
}

[JsonSerializable(typeof(BarePage))]
internal sealed partial class BareJson : JsonSerializerContext;
