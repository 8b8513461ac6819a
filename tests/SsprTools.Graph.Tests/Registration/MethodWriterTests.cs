using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Tests.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

public sealed class MethodWriterTests : IDisposable
{
    private const string Phone = "+1 2065550100";
    private const string Users = "/users/kim%40contoso.com/authentication";
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.jsonl");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task The_writes_own_answer_is_the_read_back()
    {
        var server = new BatchServer { Step = (line, _) => line.StartsWith("POST", StringComparison.Ordinal) ? (201, null, Body(Phone)) : throw new InvalidOperationException(line) };

        var result = await WriteAsync(server, Add());

        Assert.Equal(ChangeStatus.Created, result.Status);
        Assert.Equal([$"POST {Users}/phoneMethods"], server.Done);
    }

    [Fact]
    public async Task Another_number_in_the_answer_is_Unverified()
    {
        var server = new BatchServer { Step = (_, _) => (201, null, Body("+1 2065550177")) };

        var result = await WriteAsync(server, Add());

        Assert.Equal(ChangeStatus.Unverified, result.Status);
        Assert.Contains("+1 2065550177", result.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_body_is_read_back()
    {
        var server = new BatchServer { Step = (line, _) => line.StartsWith("PATCH", StringComparison.Ordinal) ? (204, null, null) : (200, null, List(Phone)) };

        var result = await WriteAsync(server, new MethodChange(MethodKind.MobilePhone, "+1 2065550177", Phone, "m"));

        Assert.Equal(ChangeStatus.Updated, result.Status);
        Assert.Equal([$"PATCH {Users}/phoneMethods/m", $"GET {Users}/methods"], server.Done);
    }

    [Fact]
    public async Task A_lost_write_that_was_done_is_not_sent_again()
    {
        var server = new BatchServer { Step = (line, _) => line.StartsWith("POST", StringComparison.Ordinal) ? null : (200, null, List(Phone)) };

        var work = Work(Add());
        var result = await WriteAsync(server, work);

        Assert.Equal(ChangeStatus.Created, result.Status);
        Assert.Empty(work.Errors);
        Assert.Equal([$"GET {Users}/methods"], server.Done);
    }

    [Fact]
    public async Task A_lost_write_that_was_not_done_is_sent_again_once()
    {
        var server = new BatchServer
        {
            Step = (line, time) => line.StartsWith("POST", StringComparison.Ordinal) ? time == 1 ? null : (201, null, Body(Phone)) : (200, null, List(null)),
        };

        var result = await WriteAsync(server, Add());

        Assert.Equal(ChangeStatus.Created, result.Status);
        Assert.Single(server.Done, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_stays_lost_is_failed_with_the_error_that_says_so()
    {
        var posts = 0;
        var server = new BatchServer
        {
            Step = (line, _) =>
            {
                posts += line.StartsWith("POST", StringComparison.Ordinal) ? 1 : 0;
                return line.StartsWith("POST", StringComparison.Ordinal) ? null : (200, null, List(null));
            },
        };

        var work = Work(Add());
        var result = await WriteAsync(server, work);

        Assert.Equal(ChangeStatus.Failed, result.Status);
        Assert.Equal(SsprErrorId.OutcomeUnknown, Assert.Single(work.Errors).ErrorId);
        Assert.Equal(2, posts);
    }

    [Fact]
    public async Task The_second_phone_is_not_tried_when_the_first_failed()
    {
        var server = new BatchServer { Step = (_, _) => (400, null, new JsonObject { ["error"] = new JsonObject { ["code"] = "badRequest", ["message"] = "No." } }) };
        var work = Work(Add(), new MethodChange(MethodKind.AlternateMobilePhone, null, "+1 2065550101", null) { IsSecond = true });

        await WriteAsync(server, work);

        Assert.Equal([ChangeStatus.Failed, ChangeStatus.Failed], work.Results.Select(result => result.Status));
        Assert.StartsWith("Not tried", work.Results[1].Remarks, StringComparison.Ordinal);
        Assert.Single(work.Errors);
        Assert.Equal([1], server.Sizes);
    }

    [Fact]
    public async Task What_was_gone_already_is_removed()
    {
        var server = new BatchServer { Step = (line, _) => line.StartsWith("DELETE", StringComparison.Ordinal) ? (404, null, null) : (200, null, List(null)) };

        Assert.Equal(ChangeStatus.Removed, (await WriteAsync(server, new MethodChange(MethodKind.MobilePhone, Phone, null, "m"))).Status);
    }

    [Fact]
    public async Task The_default_method_has_an_error_of_its_own()
    {
        var body = new JsonObject { ["error"] = new JsonObject { ["code"] = "badRequest", ["message"] = "The requested authentication method id of [m] matches the user's current default authentication method" } };
        var server = new BatchServer { Step = (_, _) => (400, null, body.DeepClone()) };
        var work = Work(new MethodChange(MethodKind.MobilePhone, Phone, null, "m"));

        await WriteAsync(server, work);

        Assert.Equal(SsprErrorId.MethodIsDefault, Assert.Single(work.Errors).ErrorId);
    }

    [Fact]
    public async Task The_journal_knows_the_old_value_before_the_write_and_the_outcome_after()
    {
        var connection = Connection(new BatchServer
        {
            Step = (_, _) =>
            {
                Assert.Contains("\"before\":\"+1 2065550177\"", ReadShared(_file), StringComparison.Ordinal);
                return (200, null, Body(Phone));
            },
        });
        var work = Work(new MethodChange(MethodKind.MobilePhone, "+1 2065550177", Phone, "m"));
        using (var journal = MethodJournal.Start(connection, "Add-SsprMethod", _file))
        {
            await new MethodWriter(connection).WriteAsync([work], readBack: false, journal, Stop);
        }

        Assert.Equal(Phone, Assert.Single(MethodJournal.Changes(connection, _file)).After);
        using var resumed = MethodJournal.Resume(connection, _file);
        Assert.Equal("+1 2065550177", Assert.Single(resumed.Find(Row(Phone))!).Before);
        Assert.Null(resumed.Find(Row("+1 2065550188")));
    }

    [Fact]
    public void A_journal_that_was_cut_off_inside_a_line_goes_on()
    {
        var connection = Connection(new BatchServer());
        MethodJournal.Start(connection, "Add-SsprMethod", _file).Dispose();
        File.AppendAllText(_file, """{"change":{"user":"kim@contoso.com","method":"MobilePhone","after":"+1 2""");
        using var journal = MethodJournal.Resume(connection, _file);

        Assert.Null(journal.Find(Row(Phone)));
        Assert.Empty(MethodJournal.Changes(connection, _file));
    }

    [Fact]
    public void What_failed_before_is_done_again()
    {
        var connection = Connection(new BatchServer());
        MethodJournal.Start(connection, "Add-SsprMethod", _file).Dispose();
        File.AppendAllText(_file, """{"done":{"user":"KIM@contoso.com","method":"MobilePhone","after":"+1 2065550100","status":"Failed","at":"2026-11-22T10:00:00Z"}}""" + "\n");

        using var journal = MethodJournal.Resume(connection, _file);
        Assert.Null(journal.Find(Row(Phone)));
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static MethodChange Add() => new(MethodKind.MobilePhone, null, Phone, null);

    private static MethodWork Work(params MethodChange[] changes) => new("kim@contoso.com") { Changes = changes };

    private static MethodWork Row(string phone)
    {
        var work = new MethodWork("kim@contoso.com");
        work.Add([new MethodGoal(MethodKind.MobilePhone, phone)]);
        return work;
    }

    private static JsonObject Body(string number) => new() { ["id"] = "m", ["phoneNumber"] = number, ["phoneType"] = "mobile" };

    private static JsonObject List(string? number)
    {
        var phone = number is null ? null : Body(number);
        phone?.Add("@odata.type", "#microsoft.graph.phoneAuthenticationMethod");
        return new JsonObject { ["value"] = phone is null ? new JsonArray() : new JsonArray(phone) };
    }

    private static SsprConnection Connection(BatchServer server) => SsprConnection.ForTests(
        new FixedTokenSource("t"), CloudEnvironment.Global with { Graph = new("https://graph.example/") }, new ManualClock { SkipWaits = true }, server, null, null);

    private static async Task<MethodResult> WriteAsync(BatchServer server, MethodChange change) => await WriteAsync(server, Work(change));

    private static async Task<MethodResult> WriteAsync(BatchServer server, MethodWork work)
    {
        await new MethodWriter(Connection(server)).WriteAsync([work], readBack: false, null, Stop);
        return work.Results[0];
    }
}
