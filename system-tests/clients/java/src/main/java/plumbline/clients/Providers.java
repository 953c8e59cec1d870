package plumbline.clients;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.FeatureProvider;

/** The providers as people set them up: with an address, and nothing else that differs. */
final class Providers {
  private Providers() {}

  static FeatureProvider of(String... arguments) {
    return switch (arguments[0]) {
      case "flagd" -> flagd(Integer.parseInt(arguments[1]));
      case "ofrep" -> ofrep(arguments);
      default -> throw new IllegalArgumentException("no such provider: " + arguments[0]);
    };
  }

  private static FeatureProvider flagd(int port) {
    return new FlagdProvider(
        FlagdOptions.builder()
            .resolverType(Config.Resolver.RPC)
            .host("127.0.0.1")
            .port(port)
            // Half a second is the default: too little on a machine that has other work.
            .deadline(10_000)
            .build());
  }

  private static FeatureProvider ofrep(String... arguments) {
    var options = OfrepProviderOptions.builder().baseUrl(arguments[1]);
    if (arguments.length > 2) {
      options.headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + arguments[2])));
    }
    return OfrepProvider.constructProvider(options.build());
  }
}
