package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network lets through what docs/architecture.md draws, and nothing else. */
@Tag("kubernetes")
class ArrowsTest {
  private static final List<String> BETWEEN_THE_SERVICES =
      List.of(
          "in analysis <- assignment 9080",
          "in assignment <- analysis 9080",
          "in assignment <- tracking 9080",
          "in tracking <- analysis 9080",
          "in tracking <- assignment 9080",
          "out analysis -> assignment 9080",
          "out analysis -> tracking 9080",
          "out assignment -> analysis 9080",
          "out assignment -> tracking 9080",
          "out tracking -> assignment 9080");

  private static final List<String> FROM_OUTSIDE =
      List.of(
          "in analysis <- namespaces plumbline/callers=true 8080",
          "in analysis <- namespaces plumbline/callers=true 9080",
          "in assignment <- namespaces plumbline/callers=true 8080",
          "in assignment <- namespaces plumbline/callers=true 9080",
          "in tracking <- namespaces plumbline/callers=true 8080",
          "in tracking <- namespaces plumbline/callers=true 9080");

  private static final List<String> TO_OUTSIDE =
      List.of(
          "out analysis -> 0.0.0.0/0 but 6 443",
          "out analysis -> ::/0 but 2 443",
          "out assignment -> 0.0.0.0/0 but 6 443",
          "out assignment -> ::/0 but 2 443",
          "out everybody -> anywhere 53");

  private static final List<String> TO_YOUR_DATA =
      List.of(
          "out analysis -> anywhere 5432",
          "out assignment -> anywhere 5432",
          "out assignment -> anywhere 6379",
          "out migration -> anywhere 5432",
          "out tracking -> anywhere 5432");

  private static final List<String> TO_OUR_DATA =
      List.of(
          "in cache <- assignment 6379",
          "in postgres <- analysis 5432",
          "in postgres <- assignment 5432",
          "in postgres <- migration 5432",
          "in postgres <- namespaces kubernetes.io/metadata.name=cnpg-system 5432",
          "in postgres <- namespaces kubernetes.io/metadata.name=cnpg-system 8000",
          "in postgres <- postgres 5432",
          "in postgres <- postgres 8000",
          "in postgres <- tracking 5432",
          "out analysis -> postgres 5432",
          "out assignment -> cache 6379",
          "out assignment -> postgres 5432",
          "out migration -> postgres 5432",
          "out postgres -> anywhere 443",
          "out postgres -> anywhere 6443",
          "out postgres -> postgres 5432",
          "out postgres -> postgres 8000",
          "out tracking -> postgres 5432");

  private static final List<String> BY_THE_GATEWAY =
      List.of(
          "in analysis <- gateway 8080",
          "in analysis <- gateway 9080",
          "in assignment <- gateway 8080",
          "in assignment <- gateway 9080",
          "in gateway <- anywhere any port",
          "in tracking <- gateway 8080",
          "in tracking <- gateway 9080",
          "out gateway -> analysis 8080",
          "out gateway -> analysis 9080",
          "out gateway -> assignment 8080",
          "out gateway -> assignment 9080",
          "out gateway -> tracking 8080",
          "out gateway -> tracking 9080");

  @Test
  void ofTheBase() {
    var arrows = new Arrows(Base.render());

    assertThat(arrows.closes("Ingress")).isTrue();
    assertThat(arrows.closes("Egress")).isTrue();
    assertThat(arrows.all())
        .containsExactlyInAnyOrderElementsOf(
            together(BETWEEN_THE_SERVICES, FROM_OUTSIDE, TO_OUTSIDE, TO_YOUR_DATA));
  }

  /** Scrapes are the monitoring's, which brings its own way in. */
  @Test
  void ofEveryOverlay() {
    var scrape =
        (Predicate<String>) line -> line.matches("in \\w+ <- namespaces .*monitoring.* 8080");
    assertThat(Base.overlays())
        .allSatisfy(overlay -> {
          var documents = Base.overlay(overlay);
          var arrows = new Arrows(documents);
          var gateway = documents.has("Gateway/plumbline") ? BY_THE_GATEWAY : List.<String>of();
          assertThat(arrows.closes("Ingress") && arrows.closes("Egress")).isTrue();
          assertThat(arrows.all().stream().filter(scrape.negate()))
              .containsExactlyInAnyOrderElementsOf(
                  together(BETWEEN_THE_SERVICES, FROM_OUTSIDE, TO_OUTSIDE, TO_OUR_DATA, gateway));
        });
  }

  @Test
  void aPolicyWithoutItsDirectionIsFound() {
    var broken =
        Broken.set("NetworkPolicy/tracking", "/spec/policyTypes", List.of("Egress"))
            .apply(Base.render());

    assertThat(new Arrows(broken).all())
        .contains("NetworkPolicy/tracking has ingress that nobody reads");
  }

  @Test
  void withoutThePolicyThatClosesNothingIsClosed() {
    var open = new Arrows(Broken.without(Base.render(), "NetworkPolicy/nobody"));

    assertThat(open.closes("Ingress")).isFalse();
    assertThat(open.closes("Egress")).isFalse();
  }

  @SafeVarargs
  private static List<String> together(List<String>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }
}
