// An ASP.NET Core application with a node in it: a processor of its own, and a supervised Python worker.
// Administer it while it runs: cplane --sockdir SOCKET_DIRECTORY list
using ControlPlane.Contracts;
using ControlPlane.Hosting;
using Embedded;

var builder = WebApplication.CreateBuilder(args);
builder.AddControlPlane(plane => plane
    .FromConfiguration(builder.Configuration.GetSection("ControlPlane"))
    .AddProcessor("counter", settings => new CounterProcessor(settings.Number("from", 0, 1000, 1)))
    .Service("counter", s => s.Processor("counter").Set("processor.from", 100)
        .Listen("line", "127.0.0.1:0").Constant(2))
    .Service("worker", s => s.Process("python3", Path.Combine(AppContext.BaseDirectory, "worker.py"))
        .Listen("http", "127.0.0.1:0").Set("processor.ready", "notify")));

var app = builder.Build();
app.MapGet("/services", (IControlPlane plane) => plane.ListAsync());
app.MapPost("/services/{name}/scale/{count:int}", async (string name, int count, IControlPlane plane) =>
{
    await plane.ScaleAsync(name, count);
    return Results.NoContent();
});
await app.RunAsync();
