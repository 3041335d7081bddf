using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

public sealed class ContextSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly Script _script = new();

    [Fact]
    public void Children_are_listed_in_the_order_of_their_making()
    {
        var names = Enumerable.Range(0, 50).Select(i => $"child-{i * 7919 % 50}").ToArray();
        var parent = _kit.ActorOf(Scripted.Of(_script), "p");
        IReadOnlyList<IActorRef> listed = [];
        parent.Tell(new Scripted.Do(self =>
        {
            foreach (var name in names)
            {
                self.Surroundings.ActorOf(Scripted.Of(new Script()), name);
            }

            listed = self.Surroundings.GetChildren();
        }));
        _kit.RunUntilIdle();

        Assert.Equal(names, listed.Select(child => child.Path.Name));
        Assert.All(listed, child => Assert.Equal("/user/p/" + child.Path.Name, child.Path.ToString()));
    }

    [Fact]
    public void A_child_is_found_by_name_and_nobody_by_another()
    {
        IActorRef? found = null, missing = null, child = null, parent = null;
        var actor = _kit.ActorOf(Scripted.Of(_script), "p");
        actor.Tell(new Scripted.Do(self =>
        {
            child = self.Surroundings.ActorOf(Scripted.Of(new Script
            {
                PreStart = inner => parent = inner.Surroundings.Parent,
            }), "c");
            found = self.Surroundings.Child("c");
            missing = self.Surroundings.Child("d");
        }));
        _kit.RunUntilIdle();

        Assert.Same(child, found);
        Assert.Same(ActorRefs.Nobody, missing);
        Assert.Same(actor, parent);
    }

    [Fact]
    public void Without_a_name_a_child_gets_one_of_its_own()
    {
        var first = _kit.ActorOf(Scripted.Of(_script));
        var second = _kit.ActorOf(Scripted.Of(_script));

        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void A_name_of_a_living_child_is_refused_and_free_again_when_it_has_stopped()
    {
        var first = _kit.ActorOf(Scripted.Of(_script), "a");

        Assert.Throws<InvalidActorNameException>(() => _kit.ActorOf(Scripted.Of(_script), "a"));
        first.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        var second = _kit.ActorOf(Scripted.Of(_script), "a");

        Assert.NotSame(first, second);
        Assert.Equal(first.Path, second.Path);
    }

    [Fact]
    public void A_reference_of_an_earlier_life_does_not_reach_the_later_one()
    {
        var first = _kit.ActorOf(Scripted.Of(_script), "a");
        first.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        var later = new Script();
        _kit.ActorOf(Scripted.Of(later), "a");
        first.Tell("for the first");
        _kit.RunUntilIdle();

        Assert.DoesNotContain("for the first", later.Diary);
        Assert.Equal(1, _kit.System.DeadLetterCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("$mine")]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    public void A_malformed_name_is_refused_with_what_is_allowed(string name)
    {
        var refusal = Assert.Throws<InvalidActorNameException>(() => _kit.ActorOf(Scripted.Of(_script), name));

        Assert.Matches("allowed|255", refusal.Message);
    }

    [Theory]
    [InlineData("web-1")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:80")]
    [InlineData("a")]
    public void Ids_and_addresses_are_names(string name) =>
        Assert.Equal($"/user/{name}", _kit.ActorOf(Scripted.Of(_script), name).Path.ToString());

    [Fact]
    public void A_name_may_have_255_characters_and_no_more()
    {
        Assert.Equal(255, _kit.ActorOf(Scripted.Of(_script), new string('a', 255)).Path.Name.Length);
        Assert.Throws<InvalidActorNameException>(() => _kit.ActorOf(Scripted.Of(_script), new string('a', 256)));
    }

    [Fact]
    public void An_actor_that_stops_can_make_no_children()
    {
        Exception? refusal = null;
        var script = new Script
        {
            PostStop = self => refusal = Record.Exception(() => self.Surroundings.ActorOf(Scripted.Of(_script), "c")),
        };
        _kit.ActorOf(Scripted.Of(script), "a").Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();

        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void Forward_keeps_the_sender()
    {
        var probe = _kit.Probe();
        var target = _kit.Probe("target");
        var relay = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<int>(number => target.Ref.Forward(number)),
        }), "relay");
        probe.Send(relay, 7);

        Assert.Equal(7, target.ExpectMsg<int>());
        Assert.Same(probe.Ref, target.LastSender);
    }

    [Fact]
    public void Telling_inside_an_actor_names_it_as_the_sender_and_outside_nobody()
    {
        var target = _kit.Probe("target");
        var actor = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<int>(number => target.Ref.Tell(number)),
        }), "a");
        actor.Tell(1);
        target.ExpectMsg<int>();
        Assert.Same(actor, target.LastSender);

        target.Ref.Tell(2);
        target.ExpectMsg<int>();
        Assert.Same(_kit.System.DeadLetters, target.LastSender);
    }

    [Fact]
    public void The_context_is_refused_on_another_thread()
    {
        Scripted? actor = null;
        _kit.ActorOf(Scripted.Of(new Script { Constructor = self => actor = self }), "a");
        _kit.RunUntilIdle();

        Assert.Throws<NotSupportedException>(() => actor!.Surroundings);
        Assert.Equal("/user/a", actor!.Me.Path.ToString());
    }
}
