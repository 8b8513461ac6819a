using System.Management.Automation;
using SsprTools.Transformation;
using Xunit;

namespace SsprTools.Graph.Tests.Cmdlets;

public sealed class DaysTransformationTests
{
    [Theory]
    [InlineData(30, 30)]
    [InlineData(30L, 30)]
    [InlineData(0.5, 0.5)]
    [InlineData("30", 30)]
    [InlineData("1.12:00:00", 1.5)]
    public void A_number_is_days(object given, double days) =>
        Assert.Equal(TimeSpan.FromDays(days), new DaysTransformationAttribute().Transform(null!, given));

    [Fact]
    public void A_time_span_stays() => Assert.Equal(TimeSpan.FromHours(1), new DaysTransformationAttribute().Transform(null!, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_cell_is_nothing(string given) => Assert.Null(new DaysTransformationAttribute().Transform(null!, given));

    [Theory]
    [InlineData("soon")]
    [InlineData(1e300)]
    [InlineData(true)]
    public void Others_are_refused(object given) =>
        Assert.Throws<ArgumentTransformationMetadataException>(() => new DaysTransformationAttribute().Transform(null!, given));
}
