using System.Text.Json;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>The command "robot" (contract): JSON in, JSON out, exit codes.</summary>
public sealed class RobotCommandTests
{
    [Fact]
    public async Task A_line_of_JSON_gives_a_line_of_JSON()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        (int exit, string output, string error) = await RunAsync(
            Arguments(tenant, "Reset"), JsonSerializer.Serialize(new { userName = PageTenant.Olga, newPassword = PageTenant.Next, mobilePhone = PageTenant.Mobile, method = "text" }));
        Assert.Equal((0, ""), (exit, error));
        _ = Assert.Single(output.TrimEnd().Split('\n'));
        JsonElement result = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(["succeeded", "steps", "message", "ssprCode"], result.EnumerateObject().Select(member => member.Name));
        Assert.True(result.GetProperty("succeeded").GetBoolean());
        Assert.Equal(["step", "seen", "ok"], result.GetProperty("steps")[0].EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain(PageTenant.Next, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_by_the_pages_is_exit_0_with_the_code()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["enablementType"] = 0);
        (int exit, string output, _) = await RunAsync(
            Arguments(tenant, "Reset"), JsonSerializer.Serialize(new { userName = PageTenant.Olga, newPassword = PageTenant.Next, mobilePhone = PageTenant.Mobile }));
        JsonElement result = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal((0, false, "SSPR_0011"), (exit, result.GetProperty("succeeded").GetBoolean(), result.GetProperty("ssprCode").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON with S3cret-word")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"userName":"a@b","passwort":"S3cret-word"}""")]
    [InlineData("""{"userName":"a@b","tryWrongCode":"S3cret-word"}""")]
    [InlineData("""{"userName":"a@b","method":"7"}""")]
    public async Task Wrong_input_is_exit_2_and_repeats_no_value(string line)
    {
        (int exit, string output, string error) = await RunAsync(["--sandbox", "http://127.0.0.1:1", "--action", "Reset"], line);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("Usage:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3cret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sandbox", "http://example.com", "--action", "Reset")]
    [InlineData("--sandbox", "http://127.0.0.1:1", "--action", "Dance")]
    [InlineData("--sandbox", "http://127.0.0.1:1", "--action", "1")]
    [InlineData("--sandbox", "http://127.0.0.1:1")]
    [InlineData("--nonsense")]
    public async Task Wrong_arguments_are_exit_2(params string[] arguments) =>
        Assert.Equal(2, (await RunAsync(arguments, """{"userName":"a@b"}""")).Exit);

    [Fact]
    public async Task No_sandbox_there_is_exit_1()
    {
        (int exit, _, string error) = await RunAsync(["--sandbox", "http://127.0.0.1:1", "--action", "SignIn"], """{"userName":"a@b","password":"x"}""");
        Assert.Equal(1, exit);
        Assert.Contains("does not answer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        Assert.Contains("newPassword", (await tenant.DoAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, next: null))).Message, StringComparison.Ordinal);
        Assert.Contains("password", (await tenant.DoAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga, null))).Message, StringComparison.Ordinal);
        RobotOrder noPhone = PageTenant.Order(PageTenant.Olga) with { MobilePhone = null };
        Assert.Contains("number or address", (await tenant.FailsAsync(RobotAction.Reset, noPhone, "NoMethod")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_the_user_does_not_have_is_reported_as_refused()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotOrder order = PageTenant.Order(PageTenant.Olga) with { MobilePhone = "+1 2065559999" };
        _ = await tenant.FailsAsync(RobotAction.Reset, order, "NumberRefused");
    }

    private static string[] Arguments(PageTenant tenant, string action) => ["--sandbox", tenant.Graph.Root, "--action", action];

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string[] arguments, string line)
    {
        using StringReader input = new(line);
        using StringWriter output = new();
        using StringWriter error = new();
        int exit = await RobotCommand.RunAsync(arguments, input, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
