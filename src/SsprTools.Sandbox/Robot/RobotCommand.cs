using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Robot;

/// <summary>The command "robot": one line of JSON in (passwords stand on no command line), one line of JSON out.</summary>
internal static class RobotCommand
{
    public const string Usage =
        "Usage: SsprTools.Sandbox robot --sandbox http://127.0.0.1:PORT --action Register|Reset|SignIn|ChangePassword\n"
        + "       One line of JSON on standard input: {\"userName\":\"...\",\"password\":\"...\",\"newPassword\":\"...\",\"mobilePhone\":\"+1 2065550100\",\n"
        + "       \"officePhone\":\"...\",\"email\":\"...\",\"method\":\"Text|Call|Email|OfficeCall|App\",\"tryWrongNumber\":true,\"tryWrongCode\":false}";

    private const int WrongInput = 2;
    private const int NoSandbox = 1;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter error)
    {
        (Uri? sandbox, RobotAction? action, string? problem) = Read(arguments);
        RobotOrder? order = null;
        if (problem is null)
        {
            (order, problem) = RobotOrderJson.Read(await input.ReadLineAsync().ConfigureAwait(false));
        }

        if (problem is not null)
        {
            await error.WriteLineAsync($"{problem}\n{Usage}").ConfigureAwait(false);
            return WrongInput;
        }

        try
        {
            using RobotPerson person = new(sandbox!, order!);
            RobotResult result = await person.DoAsync(action!.Value, CancellationToken.None).ConfigureAwait(false);
            await output.WriteLineAsync(Json(result).ToJsonString()).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            await error.WriteLineAsync($"The sandbox at {sandbox} does not answer: {failure.Message}").ConfigureAwait(false);
            return NoSandbox;
        }
    }

    private static (Uri? Sandbox, RobotAction? Action, string? Problem) Read(IReadOnlyList<string> arguments)
    {
        Uri? sandbox = null;
        RobotAction? action = null;
        for (int index = 0; index < arguments.Count; index += 2)
        {
            string name = arguments[index];
            string? value = index + 1 < arguments.Count ? arguments[index + 1] : null;
            switch (name)
            {
                case "--sandbox" when Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address is { Scheme: "http" or "https", IsLoopback: true }:
                    sandbox = address;
                    break;
                case "--action" when Enum.TryParse(value, ignoreCase: true, out RobotAction asked) && !int.TryParse(value, out _):
                    action = asked;
                    break;
                default:
                    return (null, null, $"{name} is not an option, or does not take '{value}'.");
            }
        }

        return sandbox is null || action is null ? (null, null, "--sandbox and --action are required.") : (sandbox, action, null);
    }

    private static JsonObject Json(RobotResult result) => new()
    {
        ["succeeded"] = result.Succeeded,
        ["steps"] = new JsonArray([.. result.Steps.Select(step => new JsonObject { ["step"] = step.Step, ["seen"] = step.Seen, ["ok"] = step.Ok })]),
        ["message"] = result.Message,
        ["ssprCode"] = result.SsprCode,
    };
}
