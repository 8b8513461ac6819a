using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

/// <summary>Whichever way costs the report fewer of its five requests in ten seconds; and the same answers either way.</summary>
public sealed class ReportIndexTests : IDisposable
{
    private const string Report = "GET /v1.0/reports/authenticationMethods/userRegistrationDetails";
    private static readonly DateTimeOffset s_refreshed = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly Wire _wire = new();
    private readonly SsprConnection _connection;

    // The budget waits by the same clock, of which every wait is over at once.
    public ReportIndexTests() =>
        _connection = SsprConnection.ForTests(new FixedTokenSource("t"), CloudEnvironment.Global, new ManualClock { SkipWaits = true }, _wire, null, null);

    public void Dispose()
    {
        _connection.Dispose();
        _wire.Dispose();
    }

    [Theory]
    [InlineData("200000", new[] { 50 }, false)]
    [InlineData("200000", new[] { 100, 50 }, false)]
    [InlineData("200000", new[] { 100, 100 }, true)]
    [InlineData("10000", new[] { 100 }, true)]
    [InlineData("900", new[] { 20 }, true)]
    [InlineData("may not be read", new[] { 100, 50 }, false)]
    [InlineData("may not be read", new[] { 100, 100 }, true)]
    public async Task A_report_is_read_whole_once_that_is_no_dearer_than_its_rows(string users, int[] chunks, bool whole)
    {
        Answer(users);
        var index = new ReportIndex(_connection, new FactReading(_connection));
        var next = 0;
        foreach (var chunk in chunks)
        {
            var ids = Enumerable.Range(next, chunk).Select(Id).ToList();
            next += chunk;
            Assert.All((await index.ReadAsync(ids, many: true, TestContext.Current.CancellationToken)).Values, AssertRow);
        }

        Assert.Equal(whole ? 1 : 0, _wire.Requests.Count(request => request.Line.StartsWith(Report + "?", StringComparison.Ordinal)));
        Assert.Equal(1, _wire.Requests.Count(request => request.Line.StartsWith("GET /v1.0/users/$count", StringComparison.Ordinal)));
        var rows = _wire.Requests.Where(request => request.Line.EndsWith("/$batch", StringComparison.Ordinal)).Sum(request => JsonNode.Parse(request.Body)!["requests"]!.AsArray().Count);
        Assert.Equal(whole ? chunks[..^1].Sum() : chunks.Sum(), rows);
    }

    [Fact]
    public async Task A_few_are_asked_for_without_counting_the_tenant()
    {
        Answer("200000");

        var rows = await new ReportIndex(_connection, new FactReading(_connection)).ReadAsync([Id(1), Id(2)], many: false, TestContext.Current.CancellationToken);

        Assert.All(rows.Values, AssertRow);
        Assert.EndsWith("/$batch", Assert.Single(_wire.Requests).Line, StringComparison.Ordinal);
    }

    private static void AssertRow(Fact<RegistrationRow> row)
    {
        Assert.True(row.IsKnown, row.WhyUnknown);
        Assert.True(row.Value?.IsSsprCapable);
        Assert.Equal(["email"], row.Value!.MethodsRegistered);
        Assert.Equal(s_refreshed, row.Value.ReportUpdatedDateTime);
    }

    private void Answer(string users)
    {
        _ = int.TryParse(users, out var count)
            ? _wire.On("GET /v1.0/users/$count", 200, users)
            : _wire.On("GET /v1.0/users/$count", 403, """{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}""");
        _wire.On(Report + "?", 200, $$"""{"value":[{{string.Join(',', Enumerable.Range(0, Math.Max(count, 200) > 1000 ? 1000 : 200).Select(Row))}}]}""");
        _wire.On("POST /v1.0/$batch", request => (200, new JsonObject
        {
            ["responses"] = new JsonArray([.. JsonNode.Parse(request.Body)!["requests"]!.AsArray().Select(step => new JsonObject
            {
                ["id"] = $"{step!["id"]}", ["status"] = 200, ["body"] = JsonNode.Parse(Row(int.Parse($"{step["url"]}".Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture))),
            })]),
        }.ToJsonString()));
    }

    private static string Id(int number) => $"00000000-0000-0000-0000-{number:D12}";

    private static string Row(int number) => $$"""
        {"id":"{{Id(number)}}","userPrincipalName":"u{{number}}@contoso.com","isAdmin":false,"isSsprEnabled":true,"isSsprRegistered":true,"isSsprCapable":true,
        "methodsRegistered":["email"],"lastUpdatedDateTime":"2026-11-01T09:00:00Z"}
        """;
}
