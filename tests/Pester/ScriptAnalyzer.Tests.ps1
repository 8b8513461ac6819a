# PSScriptAnalyzer over every script of the checkout: warnings and errors.
#Requires -Modules PSScriptAnalyzer
BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $scripts = Get-ChildItem $root -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        ForEach-Object { [System.IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') } |
        Where-Object { $_ -notmatch '(^|/)(out|bin|obj)/' } |
        ForEach-Object { @{ Script = $_ } }
    if (@($scripts).Count -lt 5) { throw 'The scripts of the checkout were not found.' }
}

BeforeAll {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path

    # Scripts that nobody but us runs may do what a module that people import may not.
    $ownScripts = @(
        'PSAvoidUsingConvertToSecureStringWithPlainText' # The sandbox's tokens and made-up passwords are text to begin with.
        'PSUseShouldProcessForStateChangingFunctions' # Helpers such as New-SandboxToken have no user to ask.
        'PSUseDeclaredVarsMoreThanAssignments' # Pester's BeforeAll sets what another block reads; the rule cannot see that.
        'PSReviewUnusedParameter' # Parameters that a nested function or script block reads.
        'PSUseSingularNouns'
        'PSAvoidUsingWriteHost' # The demo talks to a person.
        'PSUseBOMForUnicodeEncodedFile' # UTF-8 without a mark, everywhere.
        'PSUseUsingScopeModifierInNewRunspaces' # Reports $using: inside script blocks that are read back from text.
        'PSAvoidOverwritingBuiltInCmdlets'
        'PSAvoidUsingEmptyCatchBlock'
    )
    $product = @('PSUseBOMForUnicodeEncodedFile')
}

Describe '<Script>' -ForEach $scripts {
    It 'has no finding' {
        $exclude = $Script -like 'src/*' -or $Script -like 'docs/examples/*' -or $Script -eq 'SsprTools.psd1' ? $product : $ownScripts
        # Pester's BeforeAll sets what another block reads; the rule cannot see that.
        if ($Script -like 'docs/*.Tests.ps1') { $exclude += 'PSUseDeclaredVarsMoreThanAssignments' }
        # The manifest is judged where the files that it names lie beside it.
        $path = Join-Path $root ($Script -eq 'SsprTools.psd1' ? "out/SsprTools/$Script" : $Script)
        $found = Invoke-ScriptAnalyzer -Path $path -Severity Warning, Error, ParseError -ExcludeRule $exclude
        $found | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
