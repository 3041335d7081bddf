using ControlPlane.Contracts.Processors;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>processor</c> section of a service, with its <c>user</c> and <c>group</c>.</summary>
internal static class ProcessorReader
{
    private const string Process = ProcessorRegistry.Process;
    private static readonly string[] ProcessKeys = ["command", "directory", "environment", "ready"];

    /// <summary>The plan; after an error, one that the rest of the service can be judged with.</summary>
    public static ProcessorPlan Read(string name, Config service, ReadingScope scope)
    {
        var accountRead = AccountReader.TryRead(service, scope.Machine.Accounts, out var account);
        var section = service.Section("processor");
        var types = scope.Processors.Types.Prepend(Process).ToDictionary(t => t, StringComparer.Ordinal);
        if (!service.Has("processor") || !Choice.TryRead(section, "type", types, [], out var type))
        {
            return NoProcessor.Plan;
        }

        if (type == Process)
        {
            var defaults = scope.Defaults.At("processor.conf", ReferenceFiles.Root, "service", "NAME", "processor");
            return ProcessReader.Read(name, section.WithFallback(defaults), new Runner(accountRead, account), scope);
        }

        InThisProcess(service, type);
        return Made(name, section, type, scope);
    }

    private static InProcessPlan Made(string name, Config section, string type, ReadingScope scope)
    {
        var settings = new ProcessorSettings(name, section, scope.FolderOf(section.At));
        IProcessor processor;
        try
        {
            processor = scope.Processors.Make(type, settings);
        }
        catch (Exception e)
        {
            // The code of an embedder: whatever it throws is an error of this file, not of the node.
            section.Fail("type", $"is {type}, which cannot be made: {e.Message} ({e.GetType().Name}). "
                + "Change the section, or mend the processor");
            return NoProcessor.Plan;
        }

        foreach (var key in ProcessKeys.Where(key => !settings.Knows(key) && section.Has(key)))
        {
            section.Fail(key, $"belongs to type = process; {type} is code in this process. "
                + "Remove the key, or change the type");
        }

        settings.RejectUnknownKeys();
        var text = SectionText.Of(section);
        return new InProcessPlan(type, settings.UsedDirectory ? $"{settings.Directory}\n{text}" : text, processor);
    }

    private static void InThisProcess(Config service, string type)
    {
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
    }

    /// <summary>Stands where there was an error; never runs.</summary>
    private sealed class NoProcessor : IProcessor
    {
        public static readonly InProcessPlan Plan = new("", "", new NoProcessor());

        public Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation) =>
            Task.CompletedTask;
    }
}
