using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>A test that is killed at any byte of its journal, and goes on from what is left of it, ends as one that nobody killed.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("ssprtools-killed").FullName;

    // What one look after the other sees of a reset that goes well, the log 20 minutes late; and of the second one, which an interruption asks for.
    private static readonly SsprEvent[] s_events = [.. Run.Events, Run.Event("r2", 45, SsprEventKind.Reset, "Successfully completed reset.", correlation: "second")];

    private static readonly TestObservation[] s_looks =
    [
        Look(1, 0, 0, false),
        Look(8, 0, 0, false),
        Look(11, 0, 10, false),
        Look(26, 1, 10, false),
        Look(28, 3, 10, false),
        Look(29, 4, 10, false),
        Look(30, 6, 10, false),
        Look(40, 6, 10, false),
        Look(50, 6, 45, false),
        Look(55, 6, 45, true),
        Look(70, 7, 45, true),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_ends_the_same(int seed)
    {
        var random = new Random(seed);
        var whole = Go(TestJournal.Start(Run.New, Path.Combine(_folder, "whole.jsonl")), s_looks);
        var run = TestJournal.Start(Run.New, Path.Combine(_folder, "killed.jsonl"));
        var head = new FileInfo(run.JournalPath!).Length;
        for (var look = 0; look < s_looks.Length; look++)
        {
            Go(run, [s_looks[look]]);
            if (random.Next(3) > 0)
            {
                // The kill: what this look wrote is there in part, or not at all.
                var before = run.Steps.Count == 0 ? head : LengthWithout(run.JournalPath!);
                using (var file = File.OpenWrite(run.JournalPath!))
                {
                    file.SetLength(random.NextInt64(before, file.Length + 1));
                }

                TestJournal.Append(TestRunner.Resume(TestJournal.Read(run.JournalPath!, "t"), s_looks[look]));
            }

            run = TestJournal.Read(run.JournalPath!, "t");
        }

        Assert.Equal(TestStepState.Passed, run.State);
        Assert.Equal(whole.Steps.Select(step => (step.Step, step.State, step.Reason, step.At)), run.Steps.Select(step => (step.Step, step.State, step.Reason, step.At)));
        Assert.Equal(whole.Steps.SelectMany(step => step.Evidence), run.Steps.SelectMany(step => step.Evidence));
        Assert.Equal(whole.PasswordChangesSeen, run.PasswordChangesSeen);
        Assert.Equal(run.Steps.Select(step => step.Step).Distinct().Count(), run.Steps.Count);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static TestRun Go(TestRun run, IEnumerable<TestObservation> looks)
    {
        foreach (var seen in looks)
        {
            run = TestRunner.Advance(run, seen);
            TestJournal.Append(run);
        }

        return run;
    }

    private static long LengthWithout(string path)
    {
        var text = File.ReadAllBytes(path);
        return Array.LastIndexOf(text, (byte)'\n', text.Length - 2) + 1;
    }

    // The second reset was at minute 45, the only sign-in at 47.
    private static TestObservation Look(int minute, int events, int changed, bool signedIn) => Run.Good.With(s_events[..events]) with
    {
        Now = Run.Start.AddMinutes(minute),
        User = Run.User(changed == 0 ? Run.New.PasswordChangedBefore : Run.Start.AddMinutes(changed)),
        SignIns = Run.Known<IReadOnlyList<SignInEvent>>(signedIn ? [Run.SignIn("s1", 47, 0)] : []),
    };
}
