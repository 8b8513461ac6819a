using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

public sealed class ScopeObservationTests
{
    private static readonly SelectedGroup s_pilot = new("1", "Pilot");

    [Theory]
    [InlineData("11", false, true, SsprScope.Selected, true)]
    [InlineData("11", true, true, SsprScope.Selected, false)]
    [InlineData("11", true, false, SsprScope.All, false)]
    [InlineData("11", null, null, null, false)]
    [InlineData("00", true, true, SsprScope.Selected, false)]
    [InlineData("00", false, true, SsprScope.None, false)]
    [InlineData("00", null, null, null, false)]
    [InlineData("10", false, true, SsprScope.Selected, false)]
    [InlineData("", true, true, null, false)]
    public void The_rows_decide_the_scope_or_leave_it_unknown(string members, bool? othersOn, bool? othersOff, SsprScope? scope, bool isTheGroup)
    {
        var found = ScopeObservation.Deduce(s_pilot, [.. members.Select(member => member == '1')], othersOn, othersOff, DateTimeOffset.UnixEpoch, "3 h old");

        Assert.Equal(scope, found.Scope);
        Assert.Equal(isTheGroup ? s_pilot : null, found.SelectedGroup);
        Assert.Contains("Pilot", found.Reason, StringComparison.Ordinal);
    }
}
