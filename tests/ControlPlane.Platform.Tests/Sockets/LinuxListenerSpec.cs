using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Tests.Rig;

namespace ControlPlane.Platform.Tests.Sockets;

/// <summary>
/// Alone: a process that is being started has a copy of every socket until its exec(2), so that the address of a
/// closed one is not free while another spec starts one.
/// </summary>
[Collection(Alone.Name)]
public sealed class LinuxListenerSpec
{
    [Fact]
    public void Port_0_becomes_the_port_that_the_kernel_chose()
    {
        using var listener = LinuxListener.Open(Internet("127.0.0.1:0"));

        Assert.Matches(@"^127\.0\.0\.1:[1-9]\d*$", listener.Address);
    }

    [Fact]
    public void A_port_in_use_is_an_error_that_names_the_process_which_holds_it()
    {
        using var first = LinuxListener.Open(Internet("127.0.0.1:0"));

        var error = Assert.Throws<MachineException>(() => LinuxListener.Open(Internet(first.Address)).Dispose());

        Assert.Equal("EADDRINUSE", error.Errno);
        Assert.Contains(first.Address, error.Message);
        Assert.Contains($"pid {Environment.ProcessId} (", error.Message);
    }

    [Fact]
    public void An_address_of_another_machine_is_an_error_that_says_so()
    {
        var error = Assert.Throws<MachineException>(() => LinuxListener.Open(Internet("192.0.2.1:0")).Dispose());

        Assert.Equal("EADDRNOTAVAIL", error.Errno);
        Assert.Contains("192.0.2.1 is not an address of this machine", error.Message);
    }

    [Fact]
    public void An_IPv6_socket_takes_no_IPv4_connections()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        // The option, and not a second socket on the same port of IPv4: that may be anybody's.
        using var six = LinuxListener.Open(Internet("[::1]:0"));
        using var descriptor = new Descriptor(six.TakeDescriptor());

        Assert.True(Option(descriptor, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_options_of_the_socket_are_exactly_those_of_the_plan(bool on)
    {
        using var listener = LinuxListener.Open(Internet("127.0.0.1:0") with
        {
            ReuseAddress = on,
            KeepAlive = on,
            NoDelay = on,
        });
        using var descriptor = new Descriptor(listener.TakeDescriptor());

        Assert.Equal(on, Option(descriptor, Libc.SOL_SOCKET, Libc.SO_REUSEADDR));
        Assert.Equal(on, Option(descriptor, Libc.SOL_SOCKET, Libc.SO_KEEPALIVE));
        Assert.Equal(on, Option(descriptor, Libc.IPPROTO_TCP, Libc.TCP_NODELAY));
    }

    [Fact]
    public async Task Connections_of_a_predecessor_that_linger_matter_only_without_reuse()
    {
        var first = LinuxListener.Open(Internet("127.0.0.1:0"));
        using var client = new TcpClient(AddressFamily.InterNetwork);
        var accepting = first.AcceptAsync(CancellationToken.None);
        await client.ConnectAsync(IPEndPoint.Parse(first.Address));
        // Who closes first lingers in TIME_WAIT.
        await (await accepting).DisposeAsync();
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        client.Close();
        first.Dispose();

        var error = Assert.Throws<MachineException>(
            () => LinuxListener.Open(Internet(first.Address) with { ReuseAddress = false }).Dispose());
        Assert.Contains("set lstn_reuseaddr = true", error.Message);
        using var second = LinuxListener.Open(Internet(first.Address));
        Assert.Equal(first.Address, second.Address);
    }

    [Fact]
    public async Task An_accepted_connection_carries_bytes_both_ways_and_knows_its_peer()
    {
        using var listener = LinuxListener.Open(Internet("127.0.0.1:0"));
        var accepting = listener.AcceptAsync(CancellationToken.None);
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPEndPoint.Parse(listener.Address));
        await using var accepted = await accepting;

        await client.GetStream().WriteAsync("ping"u8.ToArray());
        var buffer = new byte[4];
        await accepted.Stream.ReadExactlyAsync(buffer);
        await accepted.Stream.WriteAsync("pong"u8.ToArray());
        accepted.CompleteSending();
        using var reader = new StreamReader(client.GetStream());

        Assert.Equal("ping", Encoding.ASCII.GetString(buffer));
        Assert.Equal("pong", await reader.ReadToEndAsync());
        Assert.Equal(client.Client.LocalEndPoint, accepted.Peer);
    }

    [Fact]
    public async Task A_cancelled_accept_loses_no_connection()
    {
        using var listener = LinuxListener.Open(Internet("127.0.0.1:0"));
        var endPoint = IPEndPoint.Parse(listener.Address);
        const int connections = 200;
        using (var early = new CancellationTokenSource())
        {
            var nobody = listener.AcceptAsync(early.Token);
            await early.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nobody);
        }

        var connecting = Task.Run(async () =>
        {
            var clients = new List<TcpClient>();
            for (var i = 0; i < connections; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(endPoint);
                clients.Add(client);
            }

            return clients;
        });

        var accepted = new List<IAccepted>();
        var attempts = 0;
        while (accepted.Count < connections)
        {
            using var cancellation = new CancellationTokenSource();
            var accept = listener.AcceptAsync(cancellation.Token);
            if (attempts++ % 2 == 0)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                accepted.Add(await accept.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System));
            }
            catch (OperationCanceledException)
            {
                // The connection, if there was one, is still in the queue: the count above tells.
            }
        }

        (await connecting).ForEach(c => c.Dispose());
        foreach (var connection in accepted)
        {
            await connection.DisposeAsync();
        }

        Assert.Equal(connections, accepted.Count);
    }

    [Fact]
    public async Task Disposing_while_accepting_ends_the_accept()
    {
        var listener = LinuxListener.Open(Internet("127.0.0.1:0"));
        var accepting = listener.AcceptAsync(CancellationToken.None);

        listener.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(
            () => accepting.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System));
        Assert.True(accepting.IsCompleted);
    }

    private static unsafe bool Option(Descriptor socket, int level, int name)
    {
        int value;
        var length = (uint)sizeof(int);
        Assert.Equal(0, Libc.GetOption(socket.Number, level, name, (byte*)&value, &length));
        return value != 0;
    }

    private static ListenPlan Internet(string address) => new(new InternetListenAddress(IPEndPoint.Parse(address)));
}
