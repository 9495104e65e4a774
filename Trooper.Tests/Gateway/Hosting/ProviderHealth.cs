using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>The providers' health as <c>GET /providers</c> tells it.</summary>
internal static class ProviderHealth
{
    extension(TrooperHost trooper)
    {
        public async Task<int> Failures(string provider) => (await trooper.Health(provider)).Integer("failures")!.Value;

        public async Task<string> Breaker(string provider) => (await trooper.Health(provider)).Text("breaker")!;

        public async Task<JsonElement> Health(string provider) =>
            (await trooper.Http.Get("/providers")).Items("providers").Single(health => health.Text("name") == provider);

        /// <summary>Lets Claude fail so many turns.</summary>
        public async Task FailClaude(int times)
        {
            trooper.Claude.Script(Behave.Overloaded() with { Times = times });
            for (var turn = 0; turn < times; turn++)
                Assert.Equal("529", (await trooper.Http.Say("please go on")).Trooper("Trigger"));
        }
    }
}
