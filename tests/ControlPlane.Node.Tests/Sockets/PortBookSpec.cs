using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class PortBookSpec
{
    private readonly PortBook _book = new();

    [Fact]
    public void A_port_is_assigned_once_until_it_is_released()
    {
        Assert.Equal(PortBook.First, _book.Take(0, _ => true));
        Assert.Equal(PortBook.First + 1, _book.Take(0, _ => true));
        _book.Release(PortBook.First);
        Assert.Equal(PortBook.First, _book.Take(0, _ => true));
    }

    [Fact]
    public void Ports_that_others_hold_are_passed_over_and_the_search_goes_round()
    {
        Assert.Equal(PortBook.First, _book.Take(0.99999, port => port == PortBook.First));
        Assert.Equal(PortBook.Last, _book.Take(0.5, port => port == PortBook.Last));
    }

    [Fact]
    public void Where_none_is_free_there_is_none() => Assert.Null(_book.Take(0.3, _ => false));
}
