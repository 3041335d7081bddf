Console.WriteLine("cplane");
