using System.Globalization;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Platform.Tests.Machine;

public sealed class MachineFactsSpec
{
    /// <summary>/proc/uptime is the same clock, in hundredths.</summary>
    [Fact]
    public async Task Boot_time_is_the_clock_that_goes_on_while_the_machine_sleeps()
    {
        await using var machine = new LinuxMachine();
        var (before, now, after) = (Uptime(), machine.BootTime, Uptime());

        Assert.InRange(now, before, after + TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task It_never_goes_back()
    {
        await using var machine = new LinuxMachine();
        var times = Enumerable.Range(0, 1000).Select(_ => machine.BootTime).ToList();

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task The_memory_is_that_of_the_machine()
    {
        await using var machine = new LinuxMachine();

        Assert.Contains(
            $" {machine.TotalMemory / 1024} kB",
            File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal", StringComparison.Ordinal)));
    }

    private static TimeSpan Uptime() => TimeSpan.FromSeconds(
        double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));
}
