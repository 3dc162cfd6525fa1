package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.amp.AmpRequest;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.ManagedConfig;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.it.fixture.SharedFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over imported data behind a managed service: whatever its Prometheus answers, comes out of a
 * managed store in front of the service too, whichever way it takes.
 */
@ExtendWith(SharedFleet.class)
class ManagedDifferentialTest {
  @TempDir static Path directory;
  private static Fleet fleet;
  private static FakeAmp amp;

  @BeforeAll
  static void start(Fleet shared) {
    fleet = shared;
    amp = new FakeAmp(fleet.prometheus().uri());
  }

  @AfterAll
  static void close() {
    amp.close();
  }

  @Test
  @Tag("long")
  void byPushdown() {
    long samples = compare("pushdown", ManagedConfig.EVALUATION);
    if (fleet.isModern()) {
      assertThat(rawReads()).as("reads of samples").isLessThan(samples / 2);
    }
  }

  @Test
  void byThePlannersChoice() {
    compare("the planner's choice", ManagedConfig.PLANNER);
  }

  @Test
  @Tag("long")
  void fromSamples() {
    compare("samples", ManagedConfig.SAMPLES);
  }

  private static long rawReads() {
    return amp.requests().stream().map(AmpRequest::path).filter("/api/v1/query"::equals).count();
  }

  /** Returns how many queries there were. */
  private static long compare(String way, ManagedConfig config) {
    ApiClient oracle = fleet.client();
    Coverage coverage = new Coverage();
    List<String> differences = new ArrayList<>();
    try (PromontoryServer server = PromontoryServer.start(directory, config.before(amp))) {
      ApiClient subject = server.client();
      config.awaitDialect(subject);
      amp.forget();
      for (Case query : QueryCatalog.cases(fleet.isModern())) {
        Answer expected = query.ask(oracle);
        Answer actual = query.ask(subject);
        coverage.add(query, expected.status() == 200 && !Answers.isEmpty(expected));
        String difference = Answers.difference(expected, actual, query.ordered());
        if (difference != null) {
          differences.add(query + "\n      " + difference);
        }
      }
    }
    System.out.printf(
        "managed, by %s: %d queries, %d differences, %d requests, %d of samples, %d billed%n",
        way,
        coverage.total(),
        differences.size(),
        amp.requests().size(),
        rawReads(),
        amp.billedSamples());
    assertThat(differences).as("answers that differ, seed %d", Fleet.SEED).isEmpty();
    assertThat(coverage.total()).isGreaterThanOrEqualTo(300);
    return coverage.total();
  }
}
