using ControlPlane.Contracts.Processors;
using ControlPlane.Http.Static;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Http;

/// <summary>
/// What <c>type = http</c> is without an application: the files of <c>directory</c>, or one <c>text</c> for every
/// request.
/// </summary>
internal static class PlainHttp
{
    public static IProcessor Create(IProcessorSettings settings)
    {
        var text = settings.Has("text") ? settings.Text("text") : null;
        if (settings.Has("directory"))
        {
            if (text is not null)
            {
                settings.Fail("text", "stands beside directory; expected one of both. Remove one");
            }

            return StaticFiles.Create(settings);
        }

        if (text is null)
        {
            settings.Fail(
                "directory", "is missing; without an application of its own, http serves the files of a directory or "
                + "one text. Add directory or text");
        }

        return HttpProcessor.Create(settings, null, app => app.Run(context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(text ?? "");
        }));
    }
}
