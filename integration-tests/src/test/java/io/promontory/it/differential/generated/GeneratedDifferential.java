package io.promontory.it.differential.generated;

import io.promontory.adapter.testing.Commands;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.golden.GoldenServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./dev differential [COUNT [SEED]]}: random expressions over all of the language, put to
 * {@code prometheus-3} and to Promontory in front of it; ends with a failure where an answer
 * differs.
 */
public final class GeneratedDifferential {
  private static final int LEAST_ANSWERS = 20;

  private GeneratedDifferential() {}

  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    if (!Binary.ORACLE.isPresent()) {
      System.err.println(
          "the differential run asks prometheus-3 (3.14), and there is none on the PATH");
      System.exit(2);
    }
    Path directory = Files.createTempDirectory("differential");
    GeneratedQueries queries;
    try (GoldenServers servers =
        GoldenServers.start(directory, Binary.ORACLE, List.of("basic", "native"))) {
      queries =
          new GeneratedQueries(servers.prometheus(), servers.promontory(), Language.WHOLE, seed);
      for (int asked = 0; asked < count; asked = queries.coverage().total()) {
        queries.run(Math.min(count, asked + 1000));
        System.out.printf(
            "%d asked, %d differences%n", queries.coverage().total(), queries.differences().size());
      }
    }
    Commands.deleteRecursively(directory);
    queries.differences().forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d queries, %d differences, %d the oracle answers unsteadily, %d lack remarks (ADR 4, 9), %d left out, %.0f %% empty or errors, %.0f %% ranges%n",
        seed,
        queries.coverage().total(),
        queries.differences().size(),
        queries.unsteady(),
        queries.remarksLeftOut(),
        queries.deviations(),
        100 * queries.coverage().emptyOrErrorShare(),
        100 * queries.coverage().rangeShare());
    System.out.println(
        "fewer than "
            + LEAST_ANSWERS
            + " answers: "
            + queries.coverage().thin(Language.WHOLE.names(), LEAST_ANSWERS));
    System.exit(queries.differences().isEmpty() ? 0 : 1);
  }
}
