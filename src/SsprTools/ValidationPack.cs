using System.ComponentModel;
using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Validation;

namespace SsprTools;

/// <summary>What the Pester files of the pack ask of the module. Public only because scripts can call nothing else.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ValidationPack
{
    /// <summary>Judges a check by what cmdlets wrote, their errors among it.</summary>
    /// <exception cref="SsprException">An error that is the user's to mend, such as a file that cannot be used.</exception>
    [Hidden]
    public static object Judge(string id, object[] output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var facts = new List<object>();
        var problems = new List<SsprException>();
        foreach (var item in output.Select(item => item is PSObject wrapped ? wrapped.BaseObject : item))
        {
            switch (item)
            {
                case ErrorRecord { Exception: SsprException problem } when ValidationRules.OnlyUnreadable(problem.ErrorId):
                    problems.Add(problem);
                    break;
                case ErrorRecord error:
                    throw error.Exception;
                case not null:
                    facts.Add(item);
                    break;
            }
        }

        return ValidationRules.Judge(ValidationCatalogue.Get(id), facts, problems);
    }

    /// <summary>A check that nobody asked for.</summary>
    [Hidden]
    public static object Skip(string id, string why) => ValidationRules.Skipped(ValidationCatalogue.Get(id), why);

    /// <summary>The settings that a baseline file names.</summary>
    [Hidden]
    public static string[] BaselineSettings(string path) => [.. PolicyBaseline.FromFile(path).Settings];

    /// <summary>What Should -BeSsprReady says: whether all of it is ready, or known not to be, and why.</summary>
    [Hidden]
    public static PSObject Ready(object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var answers = values.DefaultIfEmpty(null).Select(value => ReadyRules.Judge(value is PSObject wrapped ? wrapped.BaseObject : value)).ToList();
        var all = new PSObject();
        all.Properties.Add(new PSNoteProperty("Ready", answers.TrueForAll(answer => $"{answer.Verdict}" == "Pass")));
        all.Properties.Add(new PSNoteProperty("Fails", answers.Exists(answer => $"{answer.Verdict}" == "Fail")));
        all.Properties.Add(new PSNoteProperty("Verdicts", string.Join(", ", answers.Select(answer => $"{answer.Verdict}").Distinct())));
        all.Properties.Add(new PSNoteProperty("Reason", string.Join(' ', answers.Where(answer => $"{answer.Verdict}" != "Pass").DefaultIfEmpty(answers[0]).Select(answer => answer.Reason))));
        return all;
    }
}
