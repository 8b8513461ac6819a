using System.Net.Http.Headers;
using System.Text.Json;

namespace SsprTools.Graph.Http;

/// <summary>Looks whether an answer is JSON before the Graph SDK meets it, whose errors would say neither which request nor what to do.</summary>
internal static class JsonBody
{
    /// <exception cref="HttpRequestException"><see cref="HttpRequestError.InvalidResponse"/></exception>
    public static void Require(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (body.Length == 0 || type == "text/html")
        {
            // A web page has an error of its own.
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body);
            while (reader.Read())
            {
            }
        }
        catch (JsonException error)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"the answer is called {type ?? "nothing"} and is not JSON, or is cut off", error);
        }

        if (type?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            // A gateway relabelled it; what it holds is what counts.
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
    }
}
