using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Benchmarks.Serving;

/// <summary>The baseline: Kestrel with the application of <c>type = http, text</c>. A program of its own.</summary>
internal static class PlainKestrel
{
    public const string Word = "plain-kestrel";

    public static async Task<int> RunAsync(int port, string text)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(text);
        });
        await app.RunAsync();
        return 0;
    }
}
