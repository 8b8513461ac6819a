# 10,000 phones registered in bulk, a fifth of the steps throttled, against the time that the budget of writes allows.
param($Bench)

Import-Module (Get-BenchModule)
$users = 10000 / $Bench.Shrink
$what = "$('{0:N0}' -f $users) phones with ``Add-SsprMethod``, 20 % of the steps throttled, against the time that the budget allows"
if (-not (Get-Command Add-SsprMethod).Parameters['Identity'].ParameterType.IsArray -and -not (Get-Command Add-SsprMethod).Parameters.ContainsKey('UndoPath')) {
    return New-BenchRow $what -AtMost 1.25 -NotMeasured 'Add-SsprMethod does not work in batches yet'
}
New-BenchRow $what -AtMost 1.25 -NotMeasured 'the row is still to be written'
