using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the keys of a service that say how one container lives.</summary>
internal static class LifecycleReader
{
    private const int MaxStartFailures = 1_000_000;
    private const int MaxConnections = 1_000_000_000;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestUptime = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, StartFailureThen> Thens = new()
    {
        ["disable"] = StartFailureThen.Disable,
        ["wait"] = StartFailureThen.Wait,
    };

    private static readonly Dictionary<string, DrainMethod> Drains = new()
    {
        ["signal"] = DrainMethod.Signal,
        ["freeze"] = DrainMethod.Freeze,
        ["report"] = DrainMethod.Report,
    };

    /// <param name="written">The section as the user wrote it, to know what was said.</param>
    /// <param name="section">The same over the defaults.</param>
    /// <param name="worker">Its readiness decides which timeouts meet.</param>
    public static LifecyclePlan Read(Config written, Config section, ProcessorPlan worker)
    {
        var startup = StartupTimeout(section);
        var uptime = section.GetDuration("min_uptime", TimeSpan.Zero, LongestUptime);
        if (startup is { } limit && uptime >= limit && worker is ProcessPlan { Ready: not Readiness.Notify })
        {
            var key = written.Has("min_uptime") ? "min_uptime" : "startup_timeout";
            section.Fail(key, $"leaves no time: a container is ready when it has lived for min_uptime "
                + $"({PlanText.Of(uptime)}), but is stopped after startup_timeout ({PlanText.Of(limit)}); "
                + "expected min_uptime below startup_timeout");
        }

        var (failures, then) = StartFailures(written, section);
        return new LifecyclePlan(
            startup,
            section.GetDuration("shutdown_timeout", TimeSpan.Zero, LongestTimeout),
            uptime,
            failures,
            then,
            Drain(written, section, worker))
        {
            ConnectionLimit = ConnectionLimit(section, worker),
            CollectWhenIdle = CollectWhenIdle(section, worker),
        };
    }

    /// <summary>No default: what is right depends on the worker, and on why it leaves.</summary>
    private static DrainMethod? Drain(Config written, Config section, ProcessorPlan worker)
    {
        if (!written.Has("drain"))
        {
            return null;
        }

        var method = section.GetChoice("drain", Drains);
        if (method == DrainMethod.Signal)
        {
            return method;
        }

        if (worker is not ProcessPlan)
        {
            section.Fail(
                "drain", $"is [{PlanText.NameOf(method)}], which is for processes; code in this process always "
                + "finishes its jobs before it leaves; remove the key");
        }
        else if (method == DrainMethod.Freeze && written.FindSection("protocol") is null)
        {
            section.Fail("drain", "is [freeze], but without a protocol there are no connections to wait for; "
                + "expected signal or report");
        }

        return method;
    }

    private static int? ConnectionLimit(Config section, ProcessorPlan worker)
    {
        var limit = section.GetInt("conn_limit", 0, MaxConnections);
        if (limit > 0 && worker is ProcessPlan)
        {
            section.Fail(
                "conn_limit", "needs code in this process: an OS process accepts for itself, so nobody here can "
                + "count. Let the program end by itself after so many connections (it is replaced), and remove the "
                + "key");
        }

        return limit == 0 ? null : limit;
    }

    private static bool CollectWhenIdle(Config section, ProcessorPlan worker)
    {
        var collect = section.GetBoolean("gc_when_idle");
        if (collect && worker is ProcessPlan)
        {
            section.Fail(
                "gc_when_idle", "needs code in this process: the memory of another program is its own. Remove the key");
        }

        return collect;
    }

    private static TimeSpan? StartupTimeout(Config section)
    {
        var reported = section.Errors.Items.Count;
        var value = section.GetDuration("startup_timeout", max: LongestTimeout);
        if (section.Errors.Items.Count > reported)
        {
            return null;
        }

        if (value == TimeSpan.Zero)
        {
            section.Fail("startup_timeout", "is zero, so no container could ever start; "
                + "expected a duration up to 7 days, or a negative one for no limit");
        }

        return value <= TimeSpan.Zero ? null : value;
    }

    private static (int? Limit, StartFailureThen Then) StartFailures(Config written, Config section)
    {
        if (written.FindSection("start_failures") is { } said && said.Has("then") && !said.Has("limit"))
        {
            said.Fail("then", "has no effect without a limit; add limit = 10 (Netplex's), or remove it");
        }

        var failures = section.Section("start_failures");
        var limit = failures.GetInt("limit", 0, MaxStartFailures);
        var then = failures.GetChoice("then", Thens);
        failures.RejectUnknownKeys();
        return (limit == 0 ? null : limit, then);
    }
}
