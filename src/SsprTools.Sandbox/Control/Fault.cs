using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.Control;

/// <summary>A fault that is set: how often it still strikes (null = until removed), at whom, and at what share of the requests.</summary>
internal sealed class Fault(FaultOrder order, DateTimeOffset since, long challenge)
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);

    public FaultOrder Order { get; } = order;

    public string Name => Order.Name;

    public int? Remaining { get; set; } = order.Count;

    public string? Target => Order.Target;

    public DateTimeOffset Since { get; } = since;

    /// <summary>What a claims challenge asks for: a token no older than this, in seconds; another for each fault.</summary>
    public long Challenge { get; } = challenge;

    /// <summary>The target as a number, where the fault takes one.</summary>
    public int Number(int otherwise) =>
        int.TryParse(Target, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    public bool Matches(IEnumerable<string?> texts) =>
        Target is null || FaultCatalog.HasNumber(Name)
        || texts.Any(text => text is not null && text.Contains(Target, StringComparison.OrdinalIgnoreCase));

    /// <summary>For a fault of the wire: whether it is for such a request at all, and whether this one is among its share.</summary>
    public bool Strikes(WireCall call) =>
        Matches([call.Path])
        && (Order.Method is null || Order.Method.Equals(call.Method, StringComparison.OrdinalIgnoreCase))
        && (Order.Path is null || call.Path.Contains(Order.Path, StringComparison.OrdinalIgnoreCase))
        && Order.Where switch { FaultOrder.Steps => call.IsStep, FaultOrder.Requests => !call.IsStep, _ => true }
        && (Order.Ratio is not { } ratio || IsInShare(call, ratio));

    // By the request's address and how often it came, not by the order of arrival: the same requests are struck however many run at once.
    private bool IsInShare(WireCall call, double ratio)
    {
        string key = $"{call.Method} {call.Path}";
        int times = _seen[key] = _seen.GetValueOrDefault(key) + 1;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Order.Seed} {times} {key}")));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < ratio * (1L << 32);
    }
}
