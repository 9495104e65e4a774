using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Grains.Wire;

[RegisterConverter]
public sealed class BreakerConverter() : CoreConverter<Breaker>(SessionCallJson.Default.Breaker);
