using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Validation;

namespace SsprTools;

/// <summary>
/// Runs the pack with the session's own Pester. Everything here belongs to the pipeline thread. Pester knows nothing of us but test files and
/// their parameters; what a check came to is its test's output.
/// </summary>
internal static class PesterRun
{
    private const string LeastVersion = "5.9.0";

    private static readonly ScriptBlock s_load = ScriptBlock.Create("""
        param($Least)
        if (-not (Get-Module Pester | Where-Object Version -GE $Least)) { Import-Module Pester -MinimumVersion $Least -Global -ErrorAction Stop -Verbose:$false }
        """);

    private static readonly ScriptBlock s_run = ScriptBlock.Create("""
        param($Folder, $Data, $Tag, $ExcludeTag, $OutputPath, $OutputFormat)
        $configuration = New-PesterConfiguration
        $configuration.Run.Container = New-PesterContainer -Path "$Folder/*.Tests.ps1" -Data $Data
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'None'
        if ($Tag) { $configuration.Filter.Tag = $Tag }
        if ($ExcludeTag) { $configuration.Filter.ExcludeTag = $ExcludeTag }
        if ($OutputPath) {
            $configuration.TestResult.Enabled = $true
            $configuration.TestResult.OutputPath = $OutputPath
            $configuration.TestResult.OutputFormat = $OutputFormat
            $configuration.TestResult.TestSuiteName = 'SsprTools'
        }
        $run = Invoke-Pester -Configuration $configuration
        $run
        foreach ($container in $run.Containers | Where-Object { $_.ErrorRecord }) { [pscustomobject]@{ Name = "$($container.Item)"; Output = $null; Error = $container.ErrorRecord[0] } }
        foreach ($test in $run.Tests | Where-Object { $_.Result -ne 'NotRun' }) {
            $records = @($test.ErrorRecord)
            for ($block = $test.Block; -not $records -and $block; $block = $block.Parent) { $records = @($block.ErrorRecord) }
            [pscustomobject]@{ Name = $test.ExpandedName; Output = @($test.StandardOutput); Error = $records | Select-Object -First 1 }
        }
        """);

    /// <exception cref="SsprException"><see cref="SsprErrorId.PesterMissing"/></exception>
    public static void Load(CommandInvocationIntrinsics session)
    {
        try
        {
            session.InvokeScript(useLocalScope: true, s_load, null, [Version.Parse(LeastVersion)]);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new SsprException(
                SsprErrorId.PesterMissing,
                $"The checks are run by Pester {LeastVersion} or later, and that cannot be loaded here: {error.Message}",
                $"Run Install-PSResource Pester, or Install-Module Pester -MinimumVersion {LeastVersion} -Force -SkipPublisherCheck. Where an older Pester is loaded, start a new session.",
                inner: error);
        }
    }

    /// <param name="session">Where to run.</param>
    /// <param name="arguments">The folder, the test files' parameters, tags, tags to leave out, the file for the results, its format.</param>
    /// <returns>Pester's own result, and one outcome for each check that ran.</returns>
    public static (PSObject Run, IReadOnlyList<PesterOutcome> Outcomes) Invoke(CommandInvocationIntrinsics session, params object?[] arguments)
    {
        var output = session.InvokeScript(useLocalScope: true, s_run, null, arguments);
        return (output[0], [.. output.Skip(1).Select(Read)]);
    }

    private static PesterOutcome Read(PSObject test)
    {
        var outputs = LanguagePrimitives.ConvertTo<object[]>(test.Properties["Output"].Value) ?? [];
        var error = test.Properties["Error"].Value is PSObject wrapped ? wrapped.BaseObject : test.Properties["Error"].Value;
        return new PesterOutcome(
            $"{test.Properties["Name"].Value}",
            outputs.Select(output => output is PSObject inner ? inner.BaseObject : output).OfType<ValidationResult>().FirstOrDefault(),
            error as ErrorRecord);
    }
}
