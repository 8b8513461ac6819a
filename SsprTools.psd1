@{
    RootModule             = 'SsprTools.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'a3b7c0f2-5d0e-4c0b-9a5e-6f2f1d7c9b41'
    Author                 = 'The SsprTools authors'
    CompanyName            = 'Community'
    Copyright              = '(c) 2026 The SsprTools authors. MIT licence.'
    Description            = 'Roll out, explain, test and prove Microsoft Entra self-service password reset (SSPR).'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('SsprTools.Format.ps1xml')
    CmdletsToExport        = @(
        'Add-SsprGroupMember'
        'Add-SsprMethod'
        'Compare-SsprPolicy'
        'Connect-SsprTenant'
        'Disable-SsprGroup'
        'Disconnect-SsprTenant'
        'Enable-SsprGroup'
        'Export-SsprPolicy'
        'Export-SsprReport'
        'Get-SsprAdoption'
        'Get-SsprContext'
        'Get-SsprEvent'
        'Get-SsprGroup'
        'Get-SsprMethod'
        'Get-SsprPolicy'
        'Get-SsprRegistration'
        'Get-SsprTestUser'
        'Invoke-SsprGraphRequest'
        'Invoke-SsprTest'
        'Invoke-SsprValidation'
        'Measure-SsprImpact'
        'New-SsprGroup'
        'New-SsprTestUser'
        'Remove-SsprGroup'
        'Remove-SsprGroupMember'
        'Remove-SsprMethod'
        'Remove-SsprTestUser'
        'Restore-SsprPolicy'
        'Set-SsprPolicy'
        'Test-SsprPrerequisite'
        'Test-SsprUser'
        'Undo-SsprMethod'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Entra', 'SSPR', 'PasswordReset', 'MicrosoftGraph', 'Identity', 'Pester', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
