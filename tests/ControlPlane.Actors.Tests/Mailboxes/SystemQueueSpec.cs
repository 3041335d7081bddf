namespace ControlPlane.Actors.Tests.Mailboxes;

public sealed class SystemQueueSpec
{
    private readonly SystemQueue _queue = new();

    [Fact]
    public void What_went_in_first_comes_out_first()
    {
        SystemMessage[] messages =
            [new SystemMessage.Create(), new SystemMessage.Suspend(), new SystemMessage.Terminate()];
        foreach (var message in messages)
        {
            _queue.Add(message);
        }

        Assert.Equal(messages, TakeAll());
        Assert.True(_queue.IsEmpty);
        Assert.Null(_queue.TakeAll());
    }

    [Fact]
    public async Task Of_many_writers_nothing_is_lost_or_doubled_and_each_keeps_its_order()
    {
        const int writers = 4;
        const int each = 5_000;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
        {
            for (var number = 0; number < each; number++)
            {
                _queue.Add(new Numbered(writer, number));
            }
        })));
        var taken = new List<Numbered>();
        while (!writing.IsCompleted)
        {
            taken.AddRange(TakeAll().Cast<Numbered>());
        }

        await writing;
        taken.AddRange(TakeAll().Cast<Numbered>());

        for (var writer = 0; writer < writers; writer++)
        {
            Assert.Equal(
                Enumerable.Range(0, each),
                taken.Where(one => one.Writer == writer).Select(one => one.Number));
        }
    }

    private List<SystemMessage> TakeAll()
    {
        var taken = new List<SystemMessage>();
        for (var message = _queue.TakeAll(); message is not null; message = message.Next)
        {
            taken.Add(message);
        }

        return taken;
    }

    private sealed class Numbered(int writer, int number) : SystemMessage
    {
        public int Writer => writer;

        public int Number => number;
    }
}
