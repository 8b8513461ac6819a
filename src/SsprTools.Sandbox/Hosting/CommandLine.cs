using System.Globalization;

namespace SsprTools.Sandbox.Hosting;

/// <summary>Reads the command line; anything unknown is an error.</summary>
internal static class CommandLine
{
    public const string Usage =
        "Usage: SsprTools.Sandbox [--port N] [--seed FILE] [--users N] [--group-size N] [--report-page N] [--parent PID] [--stdin]\n"
        + "       [--fault NAME[:COUNT][,MEMBER=VALUE]...]... [--switch NAME=VALUE]...\n"
        + "       [--budget NAME=LIMIT/SECONDS]... [--lag report=PT4H,audit=PT5M,directory=PT0S]";

    public static SandboxOptions Parse(IReadOnlyList<string> arguments)
    {
        SandboxOptions options = new();
        for (int index = 0; index < arguments.Count; index++)
        {
            string name = arguments[index];
            if (name == "--stdin")
            {
                options = options with { EndsWithStandardInput = true };
                continue;
            }

            if (index + 1 >= arguments.Count)
            {
                throw new SandboxStartException($"{name} is unknown or needs a value.");
            }

            string value = arguments[++index];
            options = name switch
            {
                "--port" => options with { Port = Number(name, value) },
                "--seed" => options with { SeedFile = value },
                "--users" => options with { Users = Number(name, value) },
                "--group-size" => options with { GroupSize = Number(name, value) },
                "--report-page" => options with { ReportPage = Math.Max(1, Number(name, value)) },
                "--parent" => options with { ParentProcessId = Number(name, value) },
                "--fault" => options with { Faults = [.. options.Faults, value] },
                "--switch" => options with { Switches = [.. options.Switches, value] },
                "--budget" => options with { Budgets = [.. options.Budgets, value] },
                "--lag" => options with { Lags = [.. options.Lags, .. value.Split(',')] },
                _ => throw new SandboxStartException($"{name} is not an option."),
            };
        }

        return options;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new SandboxStartException($"{name} takes a number, not '{value}'.");
}
