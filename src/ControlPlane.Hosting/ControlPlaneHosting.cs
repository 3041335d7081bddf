using ControlPlane.Contracts;
using ControlPlane.Hosting.Embedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ControlPlane.Hosting;

/// <summary>The entry point of applications that embed a node.</summary>
public static class ControlPlaneHosting
{
    /// <summary>
    /// Runs a node in this application: it starts and stops with the host, and <see cref="IControlPlane"/> is among the
    /// services. One node a host. What it says goes to the application's log, with the names of the services as
    /// categories.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public static TBuilder AddControlPlane<TBuilder>(this TBuilder builder, Action<ControlPlaneBuilder> configure)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddControlPlane(configure);
        return builder;
    }

    /// <inheritdoc cref="AddControlPlane{TBuilder}"/>
    public static IServiceCollection AddControlPlane(
        this IServiceCollection services, Action<ControlPlaneBuilder> configure)
    {
        if (services.Any(s => s.ServiceType == typeof(EmbeddedNode)))
        {
            throw new InvalidOperationException(
                "AddControlPlane was called before; a host has one node. Say everything in one call.");
        }

        var plane = new ControlPlaneBuilder(services);
        configure(plane);
        services.AddSingleton(plane);
        services.AddSingleton<EmbeddedNode>();
        services.AddSingleton<IControlPlane>(p => p.GetRequiredService<EmbeddedNode>());
        services.AddHostedService(p => p.GetRequiredService<EmbeddedNode>());
        return services;
    }
}
