using FsCheck;
using FsCheck.Fluent;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>Whatever of the evidence is lost or comes in another order, no step passes that did not.</summary>
public sealed class EvidencePropertyTests
{
    private static readonly (SsprEventKind Kind, string Reason, string Result)[] s_events =
    [
        (SsprEventKind.FlowStep, "User submitted their user ID", "success"),
        (SsprEventKind.FlowStep, "User started the email verification option", "success"),
        (SsprEventKind.FlowStep, "User completed the email verification option", "success"),
        (SsprEventKind.FlowStep, "User completed the mobile SMS verification option", "success"),
        (SsprEventKind.FlowStep, "User cancelled before submitting a new password", "failure"),
        (SsprEventKind.FlowStep, "Password reset is not enabled for this user", "failure"),
        (SsprEventKind.Reset, "Successfully completed reset.", "success"),
        (SsprEventKind.Reset, "Successfully completed reset.", "success"),
        (SsprEventKind.Reset, "FuzzyPolicyViolationInvalidPassword", "failure"),
        (SsprEventKind.Change, "None", "success"),
        (SsprEventKind.AdminReset, "None", "success"),
        (SsprEventKind.Blocked, "blocked", "success"),
    ];

    private static readonly Gen<SsprEvent> s_event =
        from kind in Gen.Choose(0, s_events.Length - 1)
        from minute in Gen.Choose(-5, 60)
        from id in Gen.Choose(0, 1000)
        from correlation in Gen.Choose(0, 3)
        from other in Gen.Choose(0, 9)
        from agent in Gen.Choose(0, 2)
        select Run.Event(
            $"e{kind}-{minute}-{id}", minute, s_events[kind].Kind, s_events[kind].Reason, s_events[kind].Result,
            other == 0 ? "user-2" : Run.UserId, correlation == 0 ? "" : $"c{correlation}") with
        {
            OnPremisesAgent = agent switch { 0 => null, 1 => "None", _ => "CloudSync" },
        };

    private static readonly Gen<World> s_worlds =
        from events in s_event.ListOf(9)
        from signIns in Gen.Choose(0, 90).Two().ListOf(3)
        from stamp in Gen.Choose(-1, 60)
        from near in Gen.Choose(0, 2)
        from noted in Gen.Choose(-1, 60)
        from required in Gen.Choose(1, 2)
        from synced in Gen.Choose(0, 2)
        from minutes in Gen.Choose(20, 300)
        from lost in Gen.Choose(0, 3).ListOf(16)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select World.Of([.. events], [.. signIns], stamp, near, noted, required, synced, minutes, [.. lost.Select(number => number == 0)], seed);

    [Fact]
    public void Losing_evidence_never_makes_a_step_pass() => Holds(world => NoneMore(world.Judge(), world.JudgeWithout()));

    [Fact]
    public void The_order_of_evidence_changes_nothing() => Holds(world => world.Judge()
        .Select(step => (step.Step, step.State, step.Reason, step.At)).SequenceEqual(world.JudgeShuffled().Select(step => (step.Step, step.State, step.Reason, step.At))));

    [Fact]
    public void Evidence_that_comes_twice_changes_nothing() => Holds(world => world.Judge().Select(step => (step.Step, step.State))
        .SequenceEqual(TestRules.Judge(world.Run, world.Seen.With([.. world.Events, .. world.Events])).Select(step => (step.Step, step.State))));

    /// <summary>The generator reaches what the properties are about, or they would hold of nothing.</summary>
    [Fact]
    public void The_worlds_are_not_all_alike()
    {
        var steps = s_worlds.Sample(3000).SelectMany(world => world.Judge()).ToLookup(step => step.Step, step => step.State);

        Assert.All(
            new[] { TestStepName.ResetStarted, TestStepName.Verification, TestStepName.SecondVerification, TestStepName.PasswordChanged, TestStepName.SignIn, TestStepName.Writeback },
            name => Assert.Contains(TestStepState.Passed, steps[name]));
        Assert.All(
            new[] { TestStepName.Verification, TestStepName.PasswordChanged, TestStepName.SignIn, TestStepName.Writeback },
            name => Assert.True(steps[name].Distinct().Count() >= 3, $"{name}"));
    }

    private static bool NoneMore(IReadOnlyList<TestStep> before, IReadOnlyList<TestStep> after) =>
        before.Zip(after).All(pair => pair.First.State == TestStepState.Passed || pair.Second.State != TestStepState.Passed)
        && ((Run.New with { Steps = before }).State == TestStepState.Passed || (Run.New with { Steps = after }).State != TestStepState.Passed);

    private static void Holds(Func<World, bool> property) => Prop.ForAll(s_worlds.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private sealed record World(TestRun Run, TestObservation Seen, IReadOnlyList<SsprEvent> Events, IReadOnlyList<SignInEvent> SignIns, bool[] Lost, int Seed)
    {
        public static World Of(
            IReadOnlyList<SsprEvent> events, IReadOnlyList<(int Minute, int Code)> signIns, int stamp, int near, int noted, int required, int synced, int minutes, bool[] lost, int seed)
        {
            // Two in three times the directory's date is that of a reset, or nothing would ever pass.
            var reset = events.FirstOrDefault(found => found.Kind == SsprEventKind.Reset && found.IsSuccess);
            var changed = near > 0 && reset is not null ? reset.ActivityDateTime.AddSeconds(near) : stamp < 0 ? (DateTimeOffset?)null : Testing.Run.Start.AddMinutes(stamp);
            var distinct = events.DistinctBy(found => found.Id).ToList();
            List<SignInEvent> signed = [.. signIns.Select((found, index) => Testing.Run.SignIn($"s{index}", found.Minute, found.Code % 2 == 0 ? 0 : 50126))];
            var seen = Testing.Run.Good.With([.. distinct]) with
            {
                Now = Testing.Run.Start.AddMinutes(minutes),
                User = Testing.Run.User(changed, synced == 0 ? null : synced == 1),
                MethodsRequired = Testing.Run.Known(required),
                SignIns = Testing.Run.Known<IReadOnlyList<SignInEvent>>(signed),
            };
            // What an earlier look wrote down is never younger than what the directory says now.
            var before = Testing.Run.Start.AddMinutes(noted);
            return new World(
                Testing.Run.New with { PasswordChangesSeen = noted < 0 || before > changed ? [] : [before] }, seen, distinct, signed, lost, seed);
        }

        public IReadOnlyList<TestStep> Judge() => TestRules.Judge(Run, Seen);

        public IReadOnlyList<TestStep> JudgeShuffled()
        {
            var random = new Random(Seed);
            return TestRules.Judge(Run, Seen.With([.. Events.OrderBy(_ => random.Next())]) with
            {
                SignIns = Testing.Run.Known<IReadOnlyList<SignInEvent>>([.. SignIns.OrderBy(_ => random.Next())]),
            });
        }

        public IReadOnlyList<TestStep> JudgeWithout() => TestRules.Judge(
            Lost[15] ? Run with { PasswordChangesSeen = [] } : Run,
            Seen with
            {
                Events = Lost[14] ? Testing.Run.Unknown<IReadOnlyList<SsprEvent>>() : Testing.Run.Known<IReadOnlyList<SsprEvent>>([.. Events.Where((_, index) => !Lost[index])]),
                SignIns = Lost[13] ? Testing.Run.Unknown<IReadOnlyList<SignInEvent>>() : Testing.Run.Known<IReadOnlyList<SignInEvent>>([.. SignIns.Where((_, index) => !Lost[9 + index])]),
                User = Lost[12] && Seed % 4 == 0 ? Testing.Run.Unknown<Graph.Directory.DirectoryUser>() : Seen.User,
                MethodsRequired = Seed % 7 == 0 ? Testing.Run.Unknown<int>() : Seen.MethodsRequired,
            });
    }
}
