using ControlPlane.Contracts;
using ControlPlane.Hosting.Embedding;
using ControlPlane.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ControlPlane.Hosting.Tests.Embedding;

/// <summary>An application with a node in it, in a directory of its own; whatever it started ends with it.</summary>
internal sealed class EmbeddingApplication : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly IHost _host;

    private EmbeddingApplication(TemporaryDirectory directory, IHost host)
    {
        _directory = directory;
        _host = host;
    }

    public IControlPlane Plane => _host.Services.GetRequiredService<IControlPlane>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public HostLines Lines => _host.Services.GetRequiredService<HostLines>();

    public CancellationToken Stopping =>
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public string SocketDirectory => Path.Combine(_directory.Path, "s");

    public string PathOf(string name) => _directory.File(name);

    public static EmbeddingApplication Build(
        Action<ControlPlaneBuilder> configure, params (string Name, string Text)[] files)
    {
        var directory = new TemporaryDirectory();
        foreach (var (name, text) in files)
        {
            directory.Write(name, text);
        }

        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = directory.Path });
        builder.Services.AddSingleton<HostLines>();
        builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(
            p => p.GetRequiredService<HostLines>());
        builder.AddControlPlane(plane =>
        {
            plane.SocketDirectory("s");
            configure(plane);
        });
        return new EmbeddingApplication(directory, builder.Build());
    }

    public Task Start() => _host.StartAsync();

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _directory.Dispose();
    }
}
