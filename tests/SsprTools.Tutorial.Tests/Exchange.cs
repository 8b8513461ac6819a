namespace SsprTools.Tutorial.Tests;

/// <summary>One request as it went over the wire, and its answer.</summary>
internal sealed record Exchange(string Method, Uri Address, string? RequestBody, int Status, string? AnswerBody)
{
    public override string ToString() => $"{Method} {Uri.UnescapeDataString(Address.PathAndQuery)} -> {Status}";
}
