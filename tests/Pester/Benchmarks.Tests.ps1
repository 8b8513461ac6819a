# What the benchmarks say of their figures: a row over its target is missed, and the README's table has every row once.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/../Benchmarks/Bench.psm1" -Force

    function New-Readme([string[]] $Row) {
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).md"
        Set-Content $path (@('# Title', '<!-- benchmarks -->', '| what | baseline | SsprTools | ratio | target | |', '|---|---|---|---|---|---|') + $Row + '', 'old machine', '<!-- /benchmarks -->', 'the end')
        $path
    }

    # As if every file in Rows had given one row.
    function Get-WholeRun {
        Get-ChildItem "$PSScriptRoot/../Benchmarks/Rows" -Filter *.ps1 | ForEach-Object { New-BenchRow "row $($_.BaseName)" 1s 1s -Ratio 1 -AtMost 2 | Add-Member Row $_.BaseName -PassThru }
    }
}

Describe 'A row' {
    It 'of <Ratio> with a target of at most <AtMost>, at least <AtLeast> is <Result>' -ForEach @(
        @{ Ratio = 1.59; AtMost = 1.6; AtLeast = 0; Result = 'met' }
        @{ Ratio = 1.6; AtMost = 1.6; AtLeast = 0; Result = 'met' }
        @{ Ratio = 1.601; AtMost = 1.6; AtLeast = 0; Result = 'missed' }
        @{ Ratio = 5; AtMost = 0; AtLeast = 5; Result = 'met' }
        @{ Ratio = 4.99; AtMost = 0; AtLeast = 5; Result = 'missed' }
    ) {
        (New-BenchRow what 1s 2s -Ratio $Ratio -AtMost $AtMost -AtLeast $AtLeast).Result | Should -Be $Result
    }

    It 'that meets its ratio is missed for what else went wrong' {
        (New-BenchRow what 1s 1s -Ratio 1 -AtMost 2 -Missed '3 phones lost').Result | Should -Be 'missed: 3 phones lost'
    }

    It 'that could not be run says so, and no ratio' {
        $row = New-BenchRow what -AtMost 2 -NotMeasured 'no browser'
        $row.Result, $row.Ratio | Should -Be @('not measured: no browser', '')
        (New-BenchRow what -Missed 'failed: no sandbox').Result | Should -Be 'failed: no sandbox'
    }

    It 'writes its ratio with a point in any culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            (New-BenchRow what 1s 1s -Ratio 1.25 -AtMost 2).Ratio | Should -Be '1.25'
            Format-Figure 1.5 s | Should -Be '1.50 s'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }
}

Describe 'The table in the README' {
    It 'is replaced by a whole run, and nothing else is' {
        $path = New-Readme '| gone | 1 | 1 | 1 | | met |'
        Update-BenchReadme $path @(Get-WholeRun) 0.5
        $text = Get-Content $path
        $text | Should -Not -Contain '| gone | 1 | 1 | 1 | | met |'
        @($text -match '^\| row ').Count | Should -Be @(Get-WholeRun).Count
        $text[0], $text[-1] | Should -Be @('# Title', 'the end')
        $text -match 'old machine' | Should -BeNullOrEmpty
    }

    It 'keeps the rows that a run of some left out, and has those that it made once' {
        $path = New-Readme '| other | 1 | 1 | 1.00 | | met |', '| row page | 9 | 9 | 9.00 | | missed |'
        Update-BenchReadme $path @(Get-WholeRun | Where-Object Row -EQ page) 0.5
        $rows = (Get-Content $path) -match '^\| (other|row)'
        $rows | Should -Be @('| other | 1 | 1 | 1.00 | | met |', '| row page | 1s | 1s | 1.00 | at most 2 | met |')
    }

    It 'says that the machine was busy when it was, and else not' {
        $row = New-BenchRow what 1s 1s -Ratio 1 -AtMost 2
        Format-BenchTable $row 7.5 | Should -Match 'Preliminary: the machine was busy, its load at the start 7.5'
        Format-BenchTable $row 0.5 | Should -Not -Match 'Preliminary'
    }

    It 'is not made where its place is not marked' {
        Set-Content "$TestDrive/bare.md" 'nothing'
        { Update-BenchReadme "$TestDrive/bare.md" @(Get-WholeRun) 0.5 } | Should -Throw '*no place marked*'
    }
}

Describe 'The numbers' {
    It 'of the middle are <Median> for <Numbers>' -ForEach @(
        @{ Numbers = 3, 1, 2; Median = 2 }
        @{ Numbers = 4, 1, 2, 3; Median = 2.5 }
        @{ Numbers = @(7); Median = 7 }
    ) {
        Get-Median $Numbers | Should -Be $Median
    }
}
