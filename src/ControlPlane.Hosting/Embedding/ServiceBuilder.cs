using System.Text.Json.Nodes;

namespace ControlPlane.Hosting.Embedding;

/// <summary>One service in code. Each call sets what the key of the same name sets in a file.</summary>
public sealed class ServiceBuilder
{
    private readonly JsonObject _service;

    internal ServiceBuilder(JsonObject service) => _service = service;

    /// <summary>An OS process: the program and its arguments; no shell is between.</summary>
    public ServiceBuilder Process(params IReadOnlyList<string> command) => Set("processor.type", "process")
        .Put("processor.command", new JsonArray([.. command.Select(word => (JsonNode)word)]));

    /// <summary>Where the process runs; a relative path is taken from the content root of the host.</summary>
    public ServiceBuilder Directory(string path) => Set("processor.directory", path);

    /// <summary>A variable of the process' environment.</summary>
    public ServiceBuilder Environment(string name, string value)
    {
        var processor = ControlPlaneBuilder.Section(_service, "processor");
        ControlPlaneBuilder.Section(processor, "environment")[name] = value;
        return this;
    }

    /// <summary>Code in this process: <c>hello</c>, <c>echo</c>, or one that the application has added.</summary>
    public ServiceBuilder Processor(string type) => Set("processor.type", type);

    /// <summary>A TCP address of a protocol: <c>127.0.0.1:8080</c>; port 0: a free one.</summary>
    public ServiceBuilder Listen(string protocol, string bind) =>
        Address(protocol, new JsonObject { ["type"] = "internet", ["bind"] = bind });

    /// <summary>A Unix socket of a protocol; a relative path lies in the socket directory.</summary>
    public ServiceBuilder ListenUnix(string protocol, string path) =>
        Address(protocol, new JsonObject { ["type"] = "unixdomain", ["path"] = path });

    /// <summary>A fixed number of containers.</summary>
    public ServiceBuilder Constant(int threads) =>
        Set("workload_manager.type", "constant").Set("workload_manager.threads", threads);

    /// <summary>
    /// As many containers as the load needs: between so much free capacity and so much, up to a maximum.
    /// </summary>
    public ServiceBuilder Dynamic(int minFreeJobs, int maxFreeJobs, int maxThreads, int maxJobsPerThread = 1) =>
        Set("workload_manager.type", "dynamic")
            .Set("workload_manager.min_free_jobs_capacity", minFreeJobs)
            .Set("workload_manager.max_free_jobs_capacity", maxFreeJobs)
            .Set("workload_manager.max_threads", maxThreads)
            .Set("workload_manager.max_jobs_per_thread", maxJobsPerThread);

    /// <summary>Any other setting by its path below <c>service.NAME</c>.</summary>
    /// <param name="path">Keys with dots between them, e.g. <c>start_failures.limit</c>.</param>
    /// <param name="value">A duration is <c>10s</c>.</param>
    public ServiceBuilder Set(string path, string value) => Put(path, JsonValue.Create(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public ServiceBuilder Set(string path, int value) => Put(path, JsonValue.Create(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public ServiceBuilder Set(string path, bool value) => Put(path, JsonValue.Create(value));

    private ServiceBuilder Address(string protocol, JsonObject address)
    {
        var section = ControlPlaneBuilder.Section(ControlPlaneBuilder.Section(_service, "protocol"), protocol);
        if (section["address"] is not JsonArray addresses)
        {
            section["address"] = addresses = [];
        }

        addresses.Add(address);
        return this;
    }

    private ServiceBuilder Put(string path, JsonNode value)
    {
        ControlPlaneBuilder.Set(_service, path, value);
        return this;
    }
}
