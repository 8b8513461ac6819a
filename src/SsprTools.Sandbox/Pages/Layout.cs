using System.Text;

namespace SsprTools.Sandbox.Pages;

/// <summary>The frame around every page: one small style sheet, readable without it; script only where a page stays open for messages.</summary>
internal static class Layout
{
    private const string Style = """
        :root{color-scheme:light dark}
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.5 system-ui,"Segoe UI",sans-serif;background:#f2f2f2;color:#1b1b1b;overflow-wrap:anywhere}
        header,footer{max-width:30rem;margin:0 auto;padding:.75rem 1rem;color:#595959;font-size:.875rem}
        header strong{color:#1b1b1b;font-size:1rem}
        main{max-width:30rem;margin:0 auto;padding:1.5rem;background:#fff;border:1px solid #d0d0d0}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
        h2{font-size:1.125rem;margin:0 0 .5rem}
        p{margin:0 0 .75rem}
        label,legend{display:block;font-weight:600;margin:0 0 .25rem;padding:0}
        fieldset{border:0;margin:0 0 1rem;padding:0}
        .choice{display:flex;gap:.5rem;align-items:baseline;margin:0 0 .5rem}
        .choice label{font-weight:400;margin:0}
        .field{margin:0 0 1rem}
        input:not([type=radio]),select{width:100%;font:inherit;padding:.5rem;border:1px solid #5c5c5c;background:#fff;color:#1b1b1b}
        button{font:inherit;padding:.5rem 1.25rem;border:1px solid #005a9e;background:#0067b8;color:#fff;cursor:pointer}
        button.plain{border-color:#5c5c5c;background:#e6e6e6;color:#1b1b1b}
        form+p,form+form,p+form{margin:1rem 0 0}
        .actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 0}
        p+.actions,input+.actions{margin:0}
        a{color:#0060ab}
        :focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}
        [tabindex="-1"]:focus-visible{outline:none}
        .error{border-left:4px solid #c50f1f;padding:.25rem .75rem;color:#a80000}
        .notice{border-left:4px solid #107c10;padding:.25rem .75rem}
        .hint{color:#595959;font-size:.875rem}
        .captcha{font:600 1.75rem/1.5 ui-monospace,Consolas,monospace;letter-spacing:.35em;text-indent:.35em;text-align:center;border:1px dashed #5c5c5c;padding:.5rem;overflow-wrap:anywhere}
        ol.messages{list-style:none;margin:1rem 0 0;padding:0}
        .text{margin:0}
        ol.messages li{border-top:1px solid #d0d0d0;padding:.75rem 0}
        ol.messages time,ol.messages .channel{color:#595959;font-size:.875rem}
        @media (max-width:34rem){body{background:#fff}main{border-width:1px 0}}
        @media (prefers-color-scheme:dark){
        body{background:#1f1f1f;color:#f3f3f3}main{background:#2b2b2b;border-color:#4a4a4a}
        header,footer,.hint,ol.messages time,ol.messages .channel{color:#bdbdbd}header strong{color:#f3f3f3}
        input:not([type=radio]),select{background:#1f1f1f;color:#f3f3f3;border-color:#9a9a9a}
        :focus-visible{outline-color:#ffb900}
        a{color:#6cb8f6}.error{color:#ff99a4}button.plain{background:#3d3d3d;color:#f3f3f3;border-color:#9a9a9a}
        ol.messages li{border-color:#4a4a4a}
        }
        @media (max-width:34rem) and (prefers-color-scheme:dark){body{background:#2b2b2b}}
        """;

    public static byte[] Render(Page page, string organization) => Encoding.UTF8.GetBytes(Markup.Html($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{page.Title} - {organization}</title>
        <style>{new Markup(Style)}</style>
        </head>
        <body>
        <header><strong>{organization}</strong></header>
        <main>
        {page.Body}
        </main>
        <footer>SsprTools sandbox: a pretend tenant on this machine. Do not type a real password here.</footer>
        {(page.Script is null ? Markup.None : new Markup($"<script>{page.Script}</script>"))}
        </body>
        </html>

        """).ToString());
}
