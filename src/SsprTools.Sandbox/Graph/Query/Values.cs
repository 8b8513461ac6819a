namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Compares property values as Graph does: text without regard to case, null first.</summary>
internal static class Values
{
    public static bool Same(object? left, object? right) =>
        left is null || right is null ? left is null && right is null : Compare(left, right) == 0;

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (bool first, bool second) => first.CompareTo(second),
        (DateTimeOffset first, DateTimeOffset second) => first.CompareTo(second),
        (int or long, int or long) => Convert.ToInt64(left, null).CompareTo(Convert.ToInt64(right, null)),
        _ => string.Compare(left.ToString(), right.ToString(), StringComparison.OrdinalIgnoreCase),
    };
}
