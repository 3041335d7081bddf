using ControlPlane.Hocon;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>processor</c> section of a service, with its <c>user</c> and <c>group</c>.</summary>
internal static class ProcessorReader
{
    private const string Process = "process";
    private static readonly string[] ProcessKeys = ["command", "directory", "environment", "ready"];

    private static readonly Dictionary<string, string> Types = new()
    {
        [Process] = Process,
        ["hello"] = "hello",
        ["echo"] = "echo",
    };

    /// <summary>The plan; after an error, one that the rest of the service can be judged with.</summary>
    public static ProcessorPlan Read(string name, Config service, ReadingScope scope)
    {
        var accountRead = AccountReader.TryRead(service, scope.Machine.Accounts, out var account);
        var section = service.Section("processor");
        if (!service.Has("processor") || !Choice.TryRead(section, "type", Types, [], out var type))
        {
            return new InProcessPlan("");
        }

        if (type == Process)
        {
            var defaults = scope.Defaults.At("processor.conf", ReferenceFiles.Root, "service", "NAME", "processor");
            return ProcessReader.Read(name, section.WithFallback(defaults), new Runner(accountRead, account), scope);
        }

        InThisProcess(service, section, type);
        return new InProcessPlan(type);
    }

    private static void InThisProcess(Config service, Config section, string type)
    {
        foreach (var key in ProcessKeys.Where(section.Has))
        {
            section.Fail(key, $"belongs to type = process; {type} is code in this process. "
                + "Remove the key, or change the type");
        }

        foreach (var key in new[] { "user", "group" }.Where(service.Has))
        {
            service.Fail(key, $"needs a process, but the processor is {type}, which runs inside the node. "
                + "Remove the key");
        }

        if (service.FindSection("protocol") is not { Keys.Count: > 0 })
        {
            service.Fail("protocol", $"is missing; a processor of type {type} lives on connections. "
                + "Add a protocol with an address");
        }

        section.RejectUnknownKeys();
    }
}
