using ControlPlane.Api.Replies;
using ControlPlane.Api.Requests;
using ControlPlane.Api.Routes;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api;

/// <summary>Answers one HTTP request: who asks, what for, the node's reply, and the reply's JSON.</summary>
internal sealed class ControlApplication(IControlPlane plane, ApiFace face, ILogger log)
    : IHttpApplication<HttpContext>
{
    private readonly RequestGate _gate = new(face.Limits);
    private readonly NodeCall _call = new(plane, face.Limits, face.Time, log);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        try
        {
            var (status, body) = await AnswerAsync(context, target).ConfigureAwait(false);
            await SendAsync(context, status, body).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused)
        {
            context.Response.Headers.Allow = refused.Allow;
            await SendAsync(context, refused.Status, ReplyJson.Error(refused.Body)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody to answer. What it asked for goes on.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            log.Failed(failure, face.Name, context.Request.Method, target);
            var body = new ErrorBody("the node failed to answer", "its log says why", Refusal.Failed);
            await SendAsync(context, 500, ReplyJson.Error(body)).ConfigureAwait(false);
        }
    }

    private async Task<(int Status, byte[] Body)> AnswerAsync(HttpContext context, string rawTarget)
    {
        var caller = face.Callers.Identify(context, rawTarget);
        var target = RequestTarget.Parse(rawTarget);
        var route = RouteTable.Find(context.Request.Method, target);
        if (route.IsForPeers && !face.IsForPeers)
        {
            throw new RequestRefusedException(403, new ErrorBody(
                $"{route.Path} is for the nodes of a cluster among themselves",
                "commands wait for their target by themselves; see \"timeout\"",
                Refusal.Forbidden));
        }

        var values = new RouteValues(
            route.NameIn(target.Segments),
            target.Query.ToDictionary(StringComparer.Ordinal),
            await BodyAsync(context, route).ConfigureAwait(false));
        var request = values.Addressed(route.ToRequest(values));
        using var place = _gate.Enter(request);
        var reply = await _call.AskAsync(request, caller, context.RequestAborted).ConfigureAwait(false);
        foreach (var notice in NoticeHeader.Write(reply.Notices))
        {
            context.Response.Headers.Append(NoticeHeader.Name, notice);
        }

        return ReplyJson.Of(reply);
    }

    // Any content type will do: the body has to be JSON, and curl -d calls everything a form.
    private async Task<CommandBody> BodyAsync(HttpContext context, Route route)
    {
        if (route.Method != "POST")
        {
            return new CommandBody();
        }

        var limits = face.Limits;
        var maxBytes = route.Members switch
        {
            _ when route.Members.HasFlag(BodyMembers.Message) => limits.MaxMessageBodyBytes,
            _ when route.Members.HasFlag(BodyMembers.Configuration) => limits.MaxConfigurationBodyBytes,
            _ => limits.MaxBodyBytes,
        };
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = maxBytes;

        var body = await BodyReader.ReadAsync(context.Request, maxBytes, context.RequestAborted).ConfigureAwait(false);
        return CommandBodyParser.Parse(body, route.Members, limits.MaxCommandTimeout.TotalSeconds);
    }

    private static async Task SendAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
