@{
    RootModule = 'SsprTools.Sandbox.psm1'
    ModuleVersion = '0.1.0'
    GUID = '5d0f5f0b-4d5b-4a1c-9b58-7a2f1f6f3f52'
    Author = 'The SsprTools authors'
    CompanyName = 'The SsprTools authors'
    Copyright = '(c) 2026 The SsprTools authors. MIT licence.'
    Description = 'An offline Microsoft Entra tenant on this machine, to rehearse self-service password reset: start it, read the codes it "sent", and let a robot person use its pages.'
    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess = @('SsprTools.Sandbox.Format.ps1xml')
    FunctionsToExport = @('Start-SsprSandbox', 'Stop-SsprSandbox', 'Get-SsprSandboxMessage', 'Invoke-SsprSandboxUser')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('Entra', 'SSPR', 'PasswordReset', 'Sandbox', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
