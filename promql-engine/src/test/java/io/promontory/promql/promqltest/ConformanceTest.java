package io.promontory.promql.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.promqltest.Report.Failure;
import io.promontory.series.store.QueryContext;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own scripts, as far as the engine goes, and the project's own, whole. */
class ConformanceTest {
  private static final int SCRIPTS_OF_PROMETHEUS = 21;

  private static final Engine ENGINE =
      new Engine(
          new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), PromQlTest.FLAGS, 1));

  /** As with {@code type-and-unit-labels}, too. */
  private static final Engine TYPED =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              new FeatureFlags(true, true, true, true, true, true, false),
              1));

  private static final PromQlTest SCRIPTS = scripts(ENGINE);

  @AfterAll
  static void close() {
    List.of(ENGINE, TYPED).forEach(Engine::close);
  }

  /**
   * The exact number of evals that pass, so that one lost fails as well as one gained that is not
   * written down, and how many there are.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          aggregators 160 160
          at_modifier 71 71
          collision 2 2
          duration_expression 59 59
          extended_vectors 169 169
          fill-modifier 46 46
          functions 431 431
          histograms 185 185
          info 42 42
          limit 37 37
          literals 25 25
          name_label_dropping 30 30
          native_histograms 522 522
          operators 213 213
          range_queries 18 18
          selectors 31 31
          staleness 17 17
          start_timestamps 26 26
          subquery 34 34
          trig_functions 19 19
          type_and_unit 58 58
          """)
  void passes(String script, int passed, int evals) throws IOException {
    Report report = SCRIPTS.run(Reference.path("conformance", "promql", script + ".test"));
    List<Failure> failures = report.failures();
    assertThat(report.evals()).isEqualTo(evals);
    assertThat(report.passed()).as(() -> describe(failures)).isEqualTo(passed);
  }

  @Test
  void leavesNoScriptOut() throws IOException {
    assertThat(scripts(Reference.path("conformance", "promql"))).hasSize(SCRIPTS_OF_PROMETHEUS);
  }

  @ParameterizedTest
  @MethodSource("ownScripts")
  void passesItsOwnScripts(Path file) throws IOException {
    passes(SCRIPTS.run(file));
  }

  static List<Path> ownScripts() throws IOException {
    return scripts(Path.of("src", "test", "resources", "promql"));
  }

  @ParameterizedTest
  @MethodSource("typedScripts")
  void passesItsOwnScriptsOfTypedSeries(Path file) throws IOException {
    passes(scripts(TYPED).run(file));
  }

  static List<Path> typedScripts() throws IOException {
    return scripts(Path.of("src", "test", "resources", "promql", "typed"));
  }

  private static void passes(Report report) {
    assertThat(report.failures()).as(() -> describe(report.failures())).isEmpty();
    assertThat(report.passed()).isEqualTo(report.evals()).isPositive();
  }

  private static PromQlTest scripts(Engine engine) {
    return new PromQlTest((store, query) -> engine.run(store, query, QueryContext.unbounded()));
  }

  private static List<Path> scripts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
  }

  private static String describe(List<Failure> failures) {
    StringBuilder out = new StringBuilder();
    for (Failure f : failures) {
      out.append("line %d: %s%n    %s%n".formatted(f.line(), f.expression(), f.reason()));
    }
    return out.toString();
  }
}
