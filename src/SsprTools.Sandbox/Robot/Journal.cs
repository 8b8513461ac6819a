using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.Robot;

/// <summary>Keeps what was seen.</summary>
internal sealed partial class Journal(Browser browser)
{
    private readonly List<RobotStep> _steps = [];

    public IReadOnlyList<RobotStep> Steps => _steps;

    /// <summary>The SSPR_00xx on the page that is open.</summary>
    public string? SsprCode => Code().Match(browser.Text) is { Success: true } match ? match.Value : null;

    /// <summary>The page that is open is this step. What it reads is its headings and messages, never a field.</summary>
    public void Seen(string step, bool ok = true) => _steps.Add(new RobotStep(step, Describe(), ok));

    public void Note(string step, string what, bool ok) => _steps.Add(new RobotStep(step, what, ok));

    public RobotStopException Stop(string step, string why)
    {
        Seen(step, ok: false);
        return new RobotStopException(why);
    }

    /// <summary>An unexpected page: its first error is the best explanation.</summary>
    public RobotStopException Unexpected(string wanted) =>
        Stop("UnexpectedPage", browser.Errors.Count > 0 ? browser.Errors[0] : $"The page is '{browser.Headings}' where {wanted} was expected.");

    private string Describe() => string.Join(" | ", new[] { browser.Headings }.Concat(browser.Errors).Concat(browser.TextsOf("[role=status]")));

    [GeneratedRegex(@"SSPR_\d{4}")]
    private static partial Regex Code();
}
