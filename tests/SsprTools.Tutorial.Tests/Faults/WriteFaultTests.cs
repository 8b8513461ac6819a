using System.Text.Json.Nodes;
using SsprTools.Graph;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Tests;
using Xunit;

namespace SsprTools.Tutorial.Tests.Faults;

/// <summary>
/// The faults of the wire against the writes that <see cref="FaultTableTests"/> does not make: methods, licences, the portal's policy. The request
/// log says how often each was sent, and the tenant whether it was done.
/// </summary>
public sealed class WriteFaultTests(FaultySandbox place) : IClassFixture<FaultySandbox>
{
    private const string Mobile = "+1 2065550101";

    /// <summary>How often the service must have seen a write under each: once where it was done and only its answer was lost, else twice.</summary>
    private static readonly Dictionary<string, int> s_seen = new()
    {
        ["throttle"] = 2,
        ["unavailable"] = 2,
        ["reset"] = 2,
        ["reset-after"] = 1,
        ["gateway-timeout"] = 2,
        ["gateway-timeout-after"] = 1,
        ["html-page"] = 2,
        ["truncate"] = 1,
        ["not-json"] = 1,
    };

    /// <summary>These strike a whole answer, so of methods the batch in which they are written.</summary>
    private static readonly string[] s_whole = ["reset", "reset-after", "html-page", "truncate", "not-json"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Writes
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var write in new[] { "a phone", "another phone", "an address", "another address", "a licence" })
            {
                foreach (var fault in s_seen.Keys.Where(fault => fault != "html-page" || write == "a licence"))
                {
                    table.Add(write, fault);
                }
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_is_done_once_whatever_becomes_of_the_answer(string write, string fault)
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var created = await users.CreateAsync(
            await users.PlanAsync(new() { DisplayName = "Write Faults", UserPrincipalName = $"{write}-{fault}".Replace(' ', '-'), UsageLocation = "US" }, Stop), Stop);
        var user = created.User;
        var isLicense = write == "a licence";
        var (method, path, phone, address) = write switch
        {
            "a phone" => ("POST", "/phoneMethods", Mobile, null),
            "another phone" => ("PATCH", "/phoneMethods/", "+1 2065550199", null),
            "an address" => ("POST", "/emailMethods", null, "first@example.com"),
            "another address" => ("PATCH", "/emailMethods/", (string?)null, "second@example.com"),
            _ => ("POST", "/assignLicense", null, null),
        };
        if (method == "PATCH")
        {
            await WriteAsync(connection, await PlanAsync(connection, user, Mobile, "first@example.com"), ChangeStatus.Created);
        }

        var work = isLicense ? null : await PlanAsync(connection, user, phone, address);
        var inBatch = !isLicense && s_whole.Contains(fault);
        await (inBatch ? BreakAsync(fault, "POST", "/v1.0/$batch") : BreakAsync(fault, method, path));

        await (work is null ? LicenseAsync(connection, user) : WriteAsync(connection, work, method == "POST" ? ChangeStatus.Created : ChangeStatus.Updated));

        await place.Sandbox.MendAsync(Stop);
        var sent = await place.StatusesAsync(method, path, Stop);
        // A batch that was struck before anything was done brought no write.
        Assert.True(sent.Count == (inBatch ? 1 : s_seen[fault]), $"seen {sent.Count} times: {string.Join(", ", sent)}");
        var held = await new UserMethods(connection).GetAsync(user, Stop);
        Assert.Equal(
            write switch
            {
                "a phone" => [Mobile],
                "another phone" => ["+1 2065550199", "first@example.com"],
                "an address" => ["first@example.com"],
                "another address" => [Mobile, "second@example.com"],
                _ => [],
            },
            held.Where(one => one.Method is MethodKind.MobilePhone or MethodKind.Email).Select(one => one.Value!).Order(StringComparer.Ordinal));
        Assert.Equal(isLicense ? 1 : 0, (await new LicenseDirectory(connection).OfUserAsync(user.Id, Stop)).Count);
    }

    [Theory]
    [InlineData("+1 2065550101", null)]
    [InlineData(null, "first@example.com")]
    public async Task A_web_page_instead_of_a_batch_of_methods_is_one_clear_error(string? phone, string? address)
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var user = (await users.CreateAsync(
            await users.PlanAsync(new() { DisplayName = "Write Faults", UserPrincipalName = phone is null ? "page-address" : "page-phone", UsageLocation = "US" }, Stop), Stop)).User;
        var work = await PlanAsync(connection, user, phone, address);
        await BreakAsync("html-page", "POST", "/v1.0/$batch");

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => WriteAsync(connection, work, ChangeStatus.Created));

        Assert.Equal(SsprErrorId.UnexpectedAnswer, error.ErrorId);
        await place.Sandbox.MendAsync(Stop);
        Assert.Empty(await place.StatusesAsync("POST", phone is null ? "/emailMethods" : "/phoneMethods", Stop));
        Assert.DoesNotContain(await new UserMethods(connection).GetAsync(user, Stop), one => one.Method is MethodKind.MobilePhone or MethodKind.Email);
    }

    [Fact]
    public async Task A_licence_that_the_service_fails_to_give_is_asked_for_once_and_said()
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var user = (await users.CreateAsync(
            await users.PlanAsync(new() { DisplayName = "Write Faults", UserPrincipalName = "a-licence-never", UsageLocation = "US" }, Stop), Stop)).User;
        await BreakAsync("server-error", "POST", "/assignLicense");

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => LicenseAsync(connection, user));

        Assert.Equal(SsprErrorId.ServiceUnavailable, error.ErrorId);
        await place.Sandbox.MendAsync(Stop);
        Assert.Equal([500], await place.StatusesAsync("POST", "/assignLicense", Stop));
        Assert.Empty(await new LicenseDirectory(connection).OfUserAsync(user.Id, Stop));
    }

    [Theory]
    [InlineData("throttle", 2, null)]
    [InlineData("unavailable", 2, null)]
    [InlineData("reset-after", 1, null)]
    [InlineData("portal-put-dropped", 1, null)]
    [InlineData("gateway-timeout-after", 1, null)]
    [InlineData("bad-gateway-after", 1, null)]
    // The portal has no ETag: a second PUT could undo what somebody else did in between, so what was not done is said and not repeated.
    [InlineData("reset", 1, SsprErrorId.ServiceUnreachable)]
    [InlineData("gateway-timeout", 1, SsprErrorId.ServiceUnavailable)]
    [InlineData("bad-gateway", 1, SsprErrorId.ServiceUnavailable)]
    [InlineData("html-page", 1, SsprErrorId.UnexpectedAnswer)]
    [InlineData("server-error", 1, SsprErrorId.ServiceUnavailable)]
    public async Task The_policy_of_the_portal_is_put_once_or_the_error_says_that_it_was_not(string fault, int sent, SsprErrorId? expected)
    {
        const string Portal = "/portal/";
        var folder = System.IO.Directory.CreateTempSubdirectory("ssprtools-write-faults").FullName;
        try
        {
            await place.Sandbox.MendAsync(Stop);
            using var connection = await ConnectAsync();
            var now = await NotifiesAsync(connection);
            var plan = await new PolicyPlanner(connection).PlanAsync(PolicyWish.Of(new Dictionary<string, object?> { ["NotifyUsers"] = !now }), assisted: false, Stop);
            await BreakAsync(fault, "PUT", fault.StartsWith("portal", StringComparison.Ordinal) ? null : Portal);

            SsprException? error = null;
            try
            {
                Assert.Equal(ChangeStatus.Updated, (await new PolicyWriter(connection).ApplyAsync(plan, folder, Stop)).Status);
            }
            catch (SsprException thrown)
            {
                error = thrown;
            }

            await place.Sandbox.MendAsync(Stop);
            Assert.Equal(expected, error?.ErrorId);
            var statuses = await place.StatusesAsync("PUT", Portal, Stop);
            Assert.True(statuses.Count == sent, $"sent {statuses.Count} times: {string.Join(", ", statuses)}");
            Assert.Equal(expected is null ? !now : now, await NotifiesAsync(connection));
            // A backup and a journal stay only where something was changed.
            Assert.Equal(expected is null, System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<MethodWork> PlanAsync(SsprConnection connection, DirectoryUser user, string? phone, string? address)
    {
        var work = new MethodWork(user.Id) { UserPrincipalName = user.UserPrincipalName };
        work.Add(WantedMethods.Parse(phone, null, null, address).Goals);
        await new HeldMethods(connection).ReadAsync([work], look: false, Stop);
        work.Changes = MethodPlanner.Plan(work.Name, work.Held, work.Goals, force: true);
        return work;
    }

    private static async Task WriteAsync(SsprConnection connection, MethodWork work, ChangeStatus expected)
    {
        await new MethodWriter(connection).WriteAsync([work], readBack: true, journal: null, Stop);
        Assert.Empty(work.Errors);
        Assert.NotEmpty(work.Results);
        Assert.All(work.Results, result => Assert.Equal(expected, result.Status));
    }

    private static async Task LicenseAsync(SsprConnection connection, DirectoryUser user)
    {
        var licenses = new LicenseDirectory(connection);
        var license = LicenseDirectory.Get(await licenses.ListAsync(Stop), "AAD_PREMIUM");
        await licenses.AssignAsync(user.Id, license.SkuId, Stop);
    }

    private static async Task<bool> NotifiesAsync(SsprConnection connection)
    {
        var reading = await new PolicyPlanner(connection).PlanAsync(PolicyWish.Of(new Dictionary<string, object?> { ["NotifyUsers"] = true }), assisted: false, Stop);
        // Nothing to do: it is so.
        return reading.Steps.Count == 0;
    }

    private Task<SsprConnection> ConnectAsync() => place.ConnectAsync(new ManualClock(DateTimeOffset.UtcNow) { SkipWaits = true }, Stop);

    private async Task BreakAsync(string fault, string method, string? path)
    {
        await place.Sandbox.ControlAsync(HttpMethod.Delete, "requests", null, Stop);
        var wanted = new JsonObject { ["name"] = fault, ["count"] = 1 };
        if (path is not null)
        {
            wanted["method"] = method;
            wanted["path"] = path;
        }

        await place.Sandbox.BreakAsync(wanted, Stop);
    }
}
