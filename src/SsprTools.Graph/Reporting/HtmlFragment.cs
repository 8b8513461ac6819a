namespace SsprTools.Graph.Reporting;

/// <summary>Text that is HTML already. Only this class's callers decide that, and none of them holds a string of the tenant's.</summary>
internal readonly record struct HtmlFragment(string Html);
