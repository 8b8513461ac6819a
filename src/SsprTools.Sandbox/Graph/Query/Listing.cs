using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Answers a collection: query, page, links, count.</summary>
internal sealed class Listing(FaultSet faults, Switches switches)
{
    private readonly SortedRows _sorted = new();
    private readonly KeptCounts _counts = new();

    public GraphResult Page<T>(GraphRequest request, ListSource<T> source)
    {
        ParsedQuery<T> query = ParsedQuery<T>.Of(request, source.Shape, source.Rules, switches.CountWithoutEventualIsError);
        IReadOnlyList<T> rows = query.Order is null ? source.Candidates(query) : _sorted.Get(source, query);
        int size = query.Top ?? source.Rules.DefaultPage;
        if (faults.TakeFault(FaultNames.SmallPages) is { } small && int.TryParse(small.Target, out int limit) && limit > 0)
        {
            size = Math.Min(size, limit);
        }

        int start = query.Skip?.Position ?? 0;
        (List<T> page, int? next) = Collect(rows, source, query, start, size);
        long? count = query.Count && query.Skip is null ? Count(source, query) : null;
        string? nextLink = next is { } position ? NextLink(request, source, start, position) : null;
        Action<Utf8JsonWriter, T> write = source.Shape.Writer(query.Select);
        Action<Utf8JsonWriter, T> writeRow = query.Select is null && source.FastWriter is not null ? source.FastWriter : (writer, row) =>
        {
            writer.WriteStartObject();
            if (source.TypeOf is not null)
            {
                writer.WriteString("@odata.type", source.TypeOf(row));
            }

            write(writer, row);
            foreach (string name in query.Expand)
            {
                source.Expansion!(writer, row, name);
            }

            writer.WriteEndObject();
        };
        string context = $"{request.Root}/$metadata#{source.Context}{(query.Select is null ? "" : $"({string.Join(',', query.Select)})")}";

        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", context);
            if (count is { } total)
            {
                writer.WriteNumber("@odata.count", total);
            }

            if (nextLink is not null)
            {
                writer.WriteString("@odata.nextLink", nextLink);
            }

            writer.WriteStartArray("value");
            page.ForEach(row => writeRow(writer, row));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>The number alone, for addresses that end in $count.</summary>
    public GraphResult CountOnly<T>(GraphRequest request, ListSource<T> source)
    {
        if (source.Rules.IsDirectory && !request.IsEventual)
        {
            throw Errors.UnsupportedQuery("$count is not currently supported.");
        }

        ParsedQuery<T> query = ParsedQuery<T>.Of(request, source.Shape, source.Rules, countNeedsEventual: false);
        return new GraphResult(200, null) { Text = Count(source, query).ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static (List<T> Page, int? Next) Collect<T>(
        IReadOnlyList<T> rows, ListSource<T> source, ParsedQuery<T> query, int start, int size)
    {
        List<T> page = new(Math.Min(size, Math.Max(0, rows.Count - start)));
        for (int index = start; index < rows.Count; index++)
        {
            T row = rows[index];
            if (source.Keeps(row, query))
            {
                if (page.Count == size)
                {
                    return (page, index);
                }

                page.Add(row);
            }
        }

        return (page, null);
    }

    private long Count<T>(ListSource<T> source, ParsedQuery<T> query) =>
        source.Where is null && query.Filter is null && query.Search is null ? source.Items.Count
        : source.KeepsCounts ? _counts.Get(source, query)
        : source.Count(query);

    private string? NextLink<T>(GraphRequest request, ListSource<T> source, int start, int position)
    {
        if (faults.Take(FaultNames.NextLinkLost, request.Path))
        {
            return null;
        }

        string origin = faults.Take(FaultNames.NextLinkForeign, request.Path) ? "https://graph.example.net" : request.Origin;
        int next = faults.Take(FaultNames.NextLinkRepeat, request.Path) ? start : position;
        string options = request.Query.WithoutSkipToken();
        string separator = options.Length == 0 ? "" : "&";
        SkipToken token = new(source.Version, next, source.Ticks);
        return $"{origin}/{request.Version}/{request.Path}?{options}{separator}$skiptoken={token}";
    }
}
