using SsprTools.Graph.Connection;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>What stands in the terminal, read as a phone reads it, is the address.</summary>
public sealed class QrTextTests
{
    public static TheoryData<string> Pages => [.. CloudEnvironment.All.SelectMany(cloud => new[] { cloud.ResetPage.AbsoluteUri, cloud.RegistrationPage.AbsoluteUri }).Distinct(), "http://127.0.0.1:5005/sspr"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void It_says_the_address(string page) => Assert.Equal(page, QrReader.Read(Modules(QrText.Lines(new Uri(page)))));

    [Theory]
    [MemberData(nameof(Pages))]
    public void It_fits_a_terminal_with_its_quiet_zone(string page)
    {
        var lines = QrText.Lines(new Uri(page));

        Assert.InRange(lines.Count, 1, 24);
        Assert.All(lines, line => Assert.InRange(line.Length, lines[0].Length, 79));
        Assert.All(lines.Take(2), line => Assert.Equal(new string('\u2588', line.Length), line));
        Assert.All(lines, line => Assert.Equal(new string('\u2588', 4), line[..4]));
    }

    [Fact]
    public void The_reader_notices_another_picture()
    {
        var modules = Modules(QrText.Lines(new Uri("https://passwordreset.microsoftonline.com/")));
        for (var column = 0; column < modules.GetLength(0); column++)
        {
            modules[12, column] ^= true;
        }

        Assert.ThrowsAny<Exception>(() => Assert.Equal("https://passwordreset.microsoftonline.com/", QrReader.Read(modules)));
    }

    private static bool[,] Modules(IReadOnlyList<string> lines)
    {
        var size = lines[0].Length - 8;
        var dark = new bool[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var cell = lines[(row + 4) / 2][column + 4];
                dark[row, column] = cell is ' ' || cell == (row % 2 == 0 ? '\u2584' : '\u2580');
            }
        }

        return dark;
    }
}
