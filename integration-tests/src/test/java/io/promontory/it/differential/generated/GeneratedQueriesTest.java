package io.promontory.it.differential.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.Coverage;
import io.promontory.it.differential.golden.GoldenServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run of {@link GeneratedDifferential}, against version 3 where {@code prometheus-3} is on
 * the PATH, else in the language that the installed one shares with it.
 */
class GeneratedQueriesTest {
  private static final int QUERIES = 500;
  private static final long SEED = 20260110;

  @TempDir Path directory;

  @Test
  void answersAreEqual() {
    boolean whole = Binary.ORACLE.isPresent();
    Language language = whole ? Language.WHOLE : Language.UNCHANGED_SINCE_2;
    List<String> sets = whole ? List.of("basic", "native") : List.of("basic");
    try (GoldenServers servers =
        GoldenServers.start(directory, whole ? Binary.ORACLE : Binary.INSTALLED, sets)) {
      GeneratedQueries queries =
          new GeneratedQueries(servers.prometheus(), servers.promontory(), language, SEED);
      queries.run(QUERIES);
      Coverage coverage = queries.coverage();
      System.out.printf(
          "generated: %d queries, %d differences, %d unsteady, %.0f %% empty or errors, %.0f %% ranges, %s%n",
          coverage.total(),
          queries.differences().size(),
          queries.unsteady(),
          100 * coverage.emptyOrErrorShare(),
          100 * coverage.rangeShare(),
          language);
      assertThat(queries.differences()).as("answers that differ, seed %d", SEED).isEmpty();
      assertThat(coverage.thin(language.names(), 2)).as("fewer than 2 answers").isEmpty();
      assertThat(coverage.emptyOrErrorShare()).isLessThanOrEqualTo(0.4);
      assertThat(coverage.rangeShare()).isGreaterThanOrEqualTo(0.3);
      assertThat(queries.remarksLeftOut()).isLessThanOrEqualTo(QUERIES / 100);
      assertThat(queries.unsteady()).isLessThanOrEqualTo(QUERIES / 50);
    }
  }
}
