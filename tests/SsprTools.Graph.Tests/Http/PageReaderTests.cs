using System.Net;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Http;

/// <summary>Promise 4: complete or a terminating error, never silently short.</summary>
public sealed class PageReaderTests
{
    private static readonly Uri s_home = new("https://graph.example/");

    [Fact]
    public async Task Reads_every_page_in_order()
    {
        var ids = await Read(new StubHandler((_, number) => Page(number, 3)));

        Assert.Equal(["u1a", "u1b", "u2a", "u2b", "u3a", "u3b"], ids);
    }

    [Fact]
    public async Task The_first_row_comes_before_the_second_page_is_asked_for()
    {
        var stub = new StubHandler((_, number) => Page(number, 3));

        await foreach (var page in Pages(stub))
        {
            Assert.Equal("u1a", Assert.Single(page).Id);
            break;
        }

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_next_page_is_fetched_while_the_caller_works_on_this_one()
    {
        var stub = new StubHandler((_, number) => Page(number, 3));
        await using var pages = Pages(stub).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        await pages.MoveNextAsync();
        await pages.MoveNextAsync();

        for (var i = 0; i < 100 && stub.Requests.Count < 2; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task A_chain_that_breaks_says_how_many_rows_were_real()
    {
        var error = await Fails(new StubHandler((_, number) => number == 2 ? StubHandler.Json("{}", HttpStatusCode.BadRequest) : Page(number, 3)));

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
        Assert.Contains("2 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_on_the_first_page_is_itself()
    {
        var error = await Fails(new StubHandler((_, _) => StubHandler.Json("{}", HttpStatusCode.Forbidden)));

        Assert.Equal(SsprErrorId.PermissionMissing, error.ErrorId);
    }

    [Fact]
    public async Task A_chain_that_turns_in_a_circle_ends_in_an_error()
    {
        var error = await Fails(new StubHandler((_, _) => Page(1, 3)));

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
    }

    [Theory]
    [InlineData("https://graph.example/v1.0/rows?$top=2")]
    [InlineData("https://graph.example/v1.0/rows?%24top=2")]
    public async Task A_chain_that_turns_back_to_its_first_page_gives_no_row_twice(string link)
    {
        var ids = new List<string>();
        var stub = new StubHandler((_, number) => number == 1 ? Page(1, 9) : StubHandler.Json($$"""{"@odata.nextLink":"{{link}}","value":[{"id":"u2a"}]}"""));
        var error = await Assert.ThrowsAnyAsync<SsprException>(async () =>
        {
            await foreach (var page in Pages(stub, "v1.0/rows?$top=2"))
            {
                ids.AddRange(page.Select(row => row.Id));
            }
        });

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
        Assert.Contains("3 rows", error.Message, StringComparison.Ordinal);
        Assert.Equal(["u1a", "u1b", "u2a"], ids);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task A_chain_that_is_shorter_than_its_count_ends_in_an_error()
    {
        var error = await Fails(new StubHandler((_, _) => StubHandler.Json("""{"@odata.count":5,"value":[{"id":"a"},{"id":"b"}]}""")));

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
        Assert.Contains("5", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1.0/x?$skiptoken=2")]
    [InlineData("http://graph.example/v1.0/x?$skiptoken=2")]
    [InlineData("https://graph.example:444/v1.0/x?$skiptoken=2")]
    public async Task A_next_page_on_another_host_is_never_asked_for(string link)
    {
        var stub = new StubHandler((_, _) => StubHandler.Json($$"""{"@odata.nextLink":"{{link}}","value":[{"id":"a"}]}"""));

        var error = await Fails(stub);

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_rows_of_a_page_with_a_bad_link_go_out_before_the_error_that_counts_them()
    {
        var ids = new List<string>();
        var error = await Assert.ThrowsAnyAsync<SsprException>(async () =>
        {
            await foreach (var page in Pages(new StubHandler((_, number) => Page(Math.Min(number, 2), 9))))
            {
                ids.AddRange(page.Select(row => row.Id));
            }
        });

        Assert.Equal(["u1a", "u1b", "u2a", "u2b", "u2a", "u2b"], ids);
        Assert.Contains("6 rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":null}""")]
    public async Task A_page_without_rows_is_no_end(string body)
    {
        Assert.Equal(SsprErrorId.IncompletePages, (await Fails(new StubHandler((_, _) => StubHandler.Json(body)))).ErrorId);
    }

    [Fact]
    public async Task A_page_that_breaks_off_in_the_middle_is_an_error()
    {
        var error = await Fails(new StubHandler((_, number) => number == 1 ? Page(1, 2) : StubHandler.Json("""{"value":[{"id":"a"},{"i""")));

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
    }

    [Fact]
    public async Task A_page_that_breaks_off_once_is_read_again_and_nothing_is_doubled()
    {
        var ids = await Read(new StubHandler((request, number) => number switch
        {
            1 => Page(1, 2),
            2 => StubHandler.Json("""{"value":[{"id":"u2a"},{"i"""),
            _ => Page(2, 2),
        }));

        Assert.Equal(["u1a", "u1b", "u2a", "u2b"], ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_page_that_breaks_off_names_its_request(int page)
    {
        var ids = new HashSet<string>();
        var error = await Fails(new StubHandler((request, number) =>
        {
            if (number < page)
            {
                return Page(number, 2);
            }

            ids.Add(request.Headers.GetValues("client-request-id").Single());
            return StubHandler.Json("""{"value":[{"id":"a"},{"i""");
        }));

        Assert.Contains(ids, id => error.Message.Contains($"Client request id {id}", StringComparison.Ordinal));
    }

    private static HttpResponseMessage Page(int number, int last) => StubHandler.Json(
        $$"""{{{(number < last ? $"\"@odata.nextLink\":\"https://graph.example/v1.0/rows?$skiptoken={number + 1}\"," : "")}}"value":[{"id":"u{{number}}a"},{"id":"u{{number}}b"}]}""");

    private static IAsyncEnumerable<IReadOnlyList<RegistrationRow>> Pages(StubHandler stub, string path = "v1.0/rows") => PageReader.ReadAsync(
        HttpPipeline.Create(s_home, new FixedTokenSource("t"), new ServiceClock(new ManualClock()), stub),
        path,
        RegistrationJson.Default.PageRegistrationRow,
        eventual: false,
        TestContext.Current.CancellationToken);

    private static async Task<List<string>> Read(StubHandler stub)
    {
        var ids = new List<string>();
        await foreach (var page in Pages(stub))
        {
            ids.AddRange(page.Select(row => row.Id));
        }

        return ids;
    }

    private static Task<SsprException> Fails(StubHandler stub) => Assert.ThrowsAnyAsync<SsprException>(() => Read(stub));
}
