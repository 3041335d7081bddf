namespace ControlPlane.Actors.Tests.References;

public sealed class ActorPathSpec
{
    [Fact]
    public void A_path_reads_from_the_root_down()
    {
        var path = ActorPath.Root.Child("user").Child("controller");

        Assert.Equal("/", ActorPath.Root.ToString());
        Assert.Equal("/user/controller", path.ToString());
        Assert.Equal("controller", path.Name);
        Assert.Equal("/user", path.Parent!.ToString());
        Assert.Null(ActorPath.Root.Parent);
    }

    [Fact]
    public void Paths_with_the_same_text_are_equal()
    {
        var one = ActorPath.Root.Child("a");
        var other = ActorPath.Root.Child("a");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, ActorPath.Root.Child("b"));
    }
}
