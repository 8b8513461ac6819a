using System.Management.Automation;
using SsprTools.Graph.Validation;

namespace SsprTools;

/// <summary>What came of one of Pester's tests.</summary>
/// <param name="Name">"Id: title", or a file that could not be read.</param>
/// <param name="Result">What the check came to; <see langword="null"/>: it ended before it could say.</param>
/// <param name="Error">What Pester holds against it.</param>
internal sealed record PesterOutcome(string Name, ValidationResult? Result, ErrorRecord? Error);
