using System.Globalization;
using System.Management.Automation;

namespace SsprTools.Transformation;

/// <summary>Reads a bare number as days. PowerShell itself would read it as ticks, a ten-millionth of a second each.</summary>
internal sealed class DaysTransformationAttribute : ArgumentTransformationAttribute
{
    // A time span holds no more; what is sensible is decided elsewhere.
    private const double MostDays = 10_000_000;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or TimeSpan => value,
            // An empty cell of a CSV file.
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) => Days(days),
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => span,
            byte or short or int or long or float or double or decimal => Days(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            _ => throw Unreadable(value),
        };
    }

    private static TimeSpan Days(double days) => Math.Abs(days) <= MostDays ? TimeSpan.FromDays(days) : throw Unreadable(days);

    private static ArgumentTransformationMetadataException Unreadable(object value) =>
        new($"'{value}' is no time span. Give a number of days such as 30, or a time span such as (New-TimeSpan -Days 30).");
}
