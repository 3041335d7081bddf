using System.Text;
using ControlPlane.Api.Replies;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Connections;

namespace ControlPlane.Api.Connections;

/// <summary>
/// What a connection too many gets. Below HTTP: the request is not read, the reply is the same for whatever it is.
/// </summary>
internal static class TooMany
{
    public static async Task RefuseAsync(ConnectionContext connection, int limit)
    {
        var body = ReplyJson.Error(new(
            $"{limit} connections are open here, which is the limit",
            "close idle ones, or try again in a minute",
            Refusal.Unavailable));
        var head = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n";
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(head)).ConfigureAwait(false);
        await connection.Transport.Output.WriteAsync(body).ConfigureAwait(false);
    }
}
