namespace SsprTools.Sandbox.Tenant;

/// <summary>Why a password is refused (graph.md 3.3).</summary>
internal enum PasswordProblem
{
    None,
    Length,
    Characters,
    Complexity,
    ContainsName,
    Banned,

    /// <summary>A change may not reuse the last password; a reset may.</summary>
    SameAsBefore,
}
