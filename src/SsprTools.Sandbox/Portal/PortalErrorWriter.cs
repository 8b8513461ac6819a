using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;

namespace SsprTools.Sandbox.Portal;

/// <summary>Writes the portal's error body (graph.md 5.6, seen for 403; the others follow it).</summary>
internal static class PortalErrorWriter
{
    public static GraphResult Result(PortalError error, Guid tenantId, Guid? userId, string clientRequestId, DateTimeOffset now)
    {
        string reason = error.Status == 403 ? "Forbidden" : error.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string message = error.Status == 403
            ? $"Graph call failed with httpCode={reason}, errorCode={error.Code}, errorMessage={error.Message}"
            : error.Message;
        return new GraphResult(error.Status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("ClassName", "Microsoft.Portal.Framework.Exceptions.ClientException");
            writer.WriteString("Message", message);
            writer.WriteStartObject("Data");
            writer.WriteEndObject();
            writer.WriteNumber("HResult", -2146233088);
            writer.WriteNull("XMsServerRequestId");
            writer.WriteNull("Source");
            writer.WriteNumber("HttpStatusCode", error.Status);
            writer.WriteStartObject("ClientData");
            writer.WriteString("errorCode", error.Code);
            writer.WriteStartObject("localizedErrorDetails");
            writer.WriteString("errorDetail", error.Message);
            writer.WriteEndObject();
            writer.WriteNull("operationResults");
            writer.WriteString("timeStampUtc", JsonValueWriter.Format(now));
            writer.WriteString("clientRequestId", clientRequestId);
            writer.WriteString("internalTransactionId", Guid.NewGuid());
            writer.WriteString("tenantId", tenantId);
            writer.WriteString("userObjectId", userId?.ToString());
            writer.WriteString("exceptionType", "AADGraphException");
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
