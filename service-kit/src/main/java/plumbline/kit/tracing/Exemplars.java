package plumbline.kit.tracing;

import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.micrometer.runtime.export.exemplars.OpentelemetryExemplarSamplerProvider;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Traces beside what is measured, by Quarkus' own sampler, which is kept out as a bean: with
 * tracing off it would still look for a span at every record, several times in each assignment.
 */
class Exemplars {
  @Produces
  @Singleton
  Optional<ExemplarSampler> sampler(OTelRuntimeConfig config) {
    return config.sdkDisabled()
        ? Optional.empty()
        : new OpentelemetryExemplarSamplerProvider().exemplarSampler();
  }
}
