using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Api.Requests;

/// <summary>
/// Takes a request body in, within Kestrel's limits on size and speed, and says which of them it broke.
/// </summary>
internal static class BodyReader
{
    /// <summary>Throws <see cref="RequestRefusedException"/> (413, 408 or 400).</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, 4096, cancellation).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            var hint = e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => $"a body has at most {limit} bytes; no command needs more",
                StatusCodes.Status408RequestTimeout => "the body came too slowly; send it at once",
                _ => "send a Content-Length and as many bytes as it says",
            };
            throw new RequestRefusedException(e.StatusCode, new ErrorBody(e.Message, hint, Refusal.BadRequest));
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
