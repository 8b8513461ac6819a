using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.Pages;

/// <summary>Keeps the messages of a page that stays open up to date. A reload by the page's head would take away what somebody types, and the place of a screen reader.</summary>
internal static class LiveMessages
{
    public const string Script = """
        (() => {
        const list = document.getElementById("messages");
        const look = async () => {
        try {
        const text = await (await fetch(location.href, { cache: "no-store" })).text();
        const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("messages");
        if (fresh && fresh.innerHTML !== list.innerHTML) { list.innerHTML = fresh.innerHTML; }
        } catch { /* The sandbox has ended: what was shown last stays. */ }
        setTimeout(look, 1000);
        };
        setTimeout(look, 1000);
        })();
        """;

    /// <summary>What a page with this script may do beyond the others: run it, and ask its own address.</summary>
    public static string Policy { get; } = $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'; connect-src 'self'; ";
}
