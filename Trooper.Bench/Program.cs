Console.Error.WriteLine("usage: Trooper.Bench [quality <folder> [--out <folder>]]");
return 2;
