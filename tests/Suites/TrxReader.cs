using System.Xml.Linq;

namespace SsprTools.Suites;

/// <summary>Counts a .trx file test by test: its own counters leave skipped tests out.</summary>
internal static class TrxReader
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static SuiteResult Read(string suite, XDocument trx)
    {
        var passed = 0;
        var failed = new List<Note>();
        var skipped = new List<Note>();
        foreach (var result in trx.Descendants(s_trx + "UnitTestResult"))
        {
            var name = (string?)result.Attribute("testName") ?? "?";
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    passed++;
                    break;
                case "NotExecuted":
                    skipped.Add(new(name, Text(result, "StdOut") ?? Text(result, "Message") ?? "no reason given"));
                    break;
                default:
                    failed.Add(new(name, string.Join(Environment.NewLine, Text(result, "Message"), Text(result, "StackTrace")).Trim()));
                    break;
            }
        }

        return new(suite, passed, failed, skipped);
    }

    private static string? Text(XElement result, string name) =>
        result.Descendants(s_trx + name).FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? text : null;
}
