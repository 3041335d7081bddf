using System.Collections;
using System.Net;
using System.Reflection;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ServiceDigestSpec
{
    /// <summary>Between them they have every type, and every property of it that is not always there.</summary>
    private static readonly ServicePlan[] Plans =
    [
        new(
            "web", true,
            new ProcessPlan(
                ["a", "b"], "/srv", [new EnvironmentVariable("A", "1")], new Account("www", 33, 33), Readiness.Notify),
            [
                new ProtocolPlan("http",
                [
                    new ListenPlan(
                        new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 80)), 7) { SharedAs = "s#0" },
                    new ListenPlan(new UnixListenAddress("/run/x", UnixFileMode.UserRead, 1, 2)),
                    new ListenPlan(new SocketFileListenAddress("/run/y")),
                ])
                {
                    PerSlot = [new SlotAddress(SlotAddressKind.Path, "/run/slots")],
                },
            ],
            new DynamicPlan(4, 3, 2, 5, 20, TimeSpan.FromSeconds(15)),
            new LifecyclePlan(
                TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), 10, StartFailureThen.Wait,
                DrainMethod.Freeze)
            {
                ConnectionLimit = 9,
            })
        {
            Placement = new PlacementPlan(PlacementScope.Cluster, [new RequiredLabel("zone", "a")], "zone", 3, 2, 1),
        },
        new(
            "inside", false, new InProcessPlan("hello", "settings", new HelloProcessor()), [], new ConstantPlan(2, 3),
            new LifecyclePlan(null, TimeSpan.Zero, TimeSpan.Zero, null, StartFailureThen.Disable)),
    ];

    [Fact]
    public void It_is_the_same_in_every_process_and_on_every_machine() =>
        Assert.Equal(["57232472283b54b4", "1fa3d4317df50b76"], Plans.Select(plan => ServiceDigest.Of(plan)));

    [Fact]
    public void Every_property_that_changes_changes_it()
    {
        foreach (var plan in Plans)
        {
            var variants = Variants(plan, "").ToList();
            var digests = variants.Select(
                variant => (variant.Path, Digest: ServiceDigest.Of((ServicePlan)variant.Value))).ToList();

            Assert.All(digests, digest => Assert.False(digest.Digest == ServiceDigest.Of(plan), digest.Path));
            Assert.Empty(digests.GroupBy(digest => digest.Digest).Where(same => same.Count() > 1)
                .Select(same => string.Join(" = ", same.Select(digest => digest.Path))));
        }
    }

    [Fact]
    public void Every_type_of_which_a_plan_is_made_is_tried()
    {
        var tried = Plans.SelectMany(plan => Variants(plan, "")).Select(variant => variant.Owner).ToHashSet();

        Assert.Superset(
            new[] { typeof(ProcessorPlan), typeof(WorkloadPlan), typeof(ListenAddress) }
                .SelectMany(
                    kind => kind.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(kind)))
                .Append(typeof(PlacementPlan)).Append(typeof(LifecyclePlan)).Append(typeof(SlotAddress)).ToHashSet(),
            tried);
    }

    [Fact]
    public void What_means_the_same_has_the_same()
    {
        const string Text =
            "controlplane.service.web { processor { type = process, command = [a], environment { B = 2, A = 1 } }\n"
            + "protocol.p.address = [ { type = local, path = x } ] }";
        var (one, other) = (Reading.Service(Text), Reading.Service("# moved\n\n" + Text
            .Replace("B = 2, A = 1", "A = 1, B = 2", StringComparison.Ordinal)
            .Replace(
                "protocol", "shutdown_timeout = 30s, placement { scope = node }, protocol", StringComparison.Ordinal)));

        Assert.Equal(ServiceDigest.Of(one), ServiceDigest.Of(other));
    }

    [Fact]
    public void The_socket_directory_is_each_nodes_own()
    {
        static string Of(string directory)
        {
            var plan = Reading.Plan(
                "controlplane.service.web { processor { type = process, command = [a] }\nprotocol.p.address = [ { type "
                + "= local, "
                    + "path = x }, { type = socket_file, path = y }, { type = container, kind = path } ] }",
                options: Reading.Options with { SocketDirectory = directory });
            return ServiceDigest.Of(plan.Services[0], plan.SocketDirectory);
        }

        Assert.Equal(Of("/run/n1"), Of("/run/n2"));
    }

    [Fact]
    public void Another_object_of_the_same_code_is_the_same() => Assert.Equal(
        ServiceDigest.Of(Plans[1]),
        ServiceDigest.Of(Plans[1] with { Worker = new InProcessPlan("hello", "settings", new EchoProcessor()) }));

    /// <summary>The value with one property changed, for each that there is, however deep.</summary>
    private static IEnumerable<(string Path, object Value, Type Owner)> Variants(object record, string path)
    {
        var type = record.GetType();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.PropertyType.Name != "IProcessor"))
        {
            var value = property.GetValue(record);
            var where = $"{path}.{type.Name}.{property.Name}";
            foreach (var (inner, other, owner) in Others(value, property.PropertyType, where))
            {
                yield return (inner, With(record, property, other), owner ?? type);
            }
        }
    }

    private static IEnumerable<(string Path, object? Value, Type? Owner)> Others(object? value, Type type, string path)
    {
        if (Nullable.GetUnderlyingType(type) is not null && value is not null)
        {
            yield return (path + " (null)", null, null);
        }

        if (value is IEnumerable list and not string)
        {
            var items = list.Cast<object>().ToList();
            yield return (path + " (emptied or filled)", List(type, items.Count == 0 ? [Made(type)] : []), null);
            for (var index = 0; index < items.Count; index++)
            {
                foreach (var (inner, other, owner) in Others(items[index], items[index].GetType(), $"{path}[{index}]"))
                {
                    yield return (inner, List(type, [.. items[..index], other!, .. items[(index + 1)..]]), owner);
                }
            }
        }
        else if (value is not null && value.GetType().GetMethod("<Clone>$") is not null)
        {
            foreach (var (inner, other, owner) in Variants(value, path))
            {
                yield return (inner, other, owner);
            }
        }
        else
        {
            yield return (path, Other(value, Nullable.GetUnderlyingType(type) ?? type), null);
        }
    }

    private static object Other(object? value, Type type) => value switch
    {
        string text => text + "x",
        bool flag => !flag,
        int number => number + 1,
        uint number => number + 1,
        long number => number + 1,
        TimeSpan time => time + TimeSpan.FromTicks(1),
        IPEndPoint endPoint => new IPEndPoint(endPoint.Address, endPoint.Port + 1),
        Enum name => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(name)),
        null when type == typeof(string) => "x",
        null when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        null when type == typeof(Account) => new Account("x", 1, 1),
        null => Activator.CreateInstance(type)!,
        _ => throw new InvalidOperationException(
            $"no other value of {type.Name}; add one, and see that the digest has it"),
    };

    private static object With(object record, PropertyInfo property, object? value)
    {
        var clone = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(clone, value);
        return clone;
    }

    private static object Made(Type list) => list.GetGenericArguments()[0] switch
    {
        var item when item == typeof(string) => "x",
        var item when item == typeof(ProtocolPlan) => new ProtocolPlan("x", []),
        var item when item == typeof(SlotAddress) => new SlotAddress(SlotAddressKind.Port, "x"),
        var item when item == typeof(RequiredLabel) => new RequiredLabel("x", "y"),
        var item => throw new InvalidOperationException($"no {item.Name} at hand"),
    };

    private static object List(Type type, IReadOnlyList<object> items)
    {
        var array = Array.CreateInstance(type.GetGenericArguments()[0], items.Count);
        ((ICollection)items.ToArray()).CopyTo(array, 0);
        return typeof(ValueList).GetMethod(nameof(ValueList.From))!
            .MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(null, [array])!;
    }
}
