package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.it.fixture.SharedFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over imported data: whatever Prometheus answers, Promontory in front of it answers too, with the
 * adapter in the server's process and with the adapter in a process of its own behind gRPC. Asks
 * version 3 where {@code prometheus-3} is on the PATH, else the installed one.
 */
@ExtendWith(SharedFleet.class)
class DifferentialTest {
  @TempDir static Path directory;
  private static Fleet fleet;

  @BeforeAll
  static void start(Fleet shared) {
    fleet = shared;
  }

  @Test
  void sameAnswersWithTheAdapterInProcess() {
    try (PromontoryServer promontory = PromontoryServer.start(directory, fleet.asStore())) {
      compare(promontory.client());
    }
  }

  @Test
  @Tag("long")
  void sameAnswersWithTheAdapterBehindGrpc() {
    int grpcPort = PromontoryProcess.freePort();
    String adapterConfig =
        "grpc: {listen_address: \"127.0.0.1:" + grpcPort + "\"}\n" + fleet.asStore();
    String frontendConfig =
        "stores: [{name: remote, type: grpc, address: \"127.0.0.1:" + grpcPort + "\"}]\n";
    try (PromontoryProcess adapter = PromontoryProcess.start(directory, adapterConfig);
        PromontoryProcess promontory = PromontoryProcess.start(directory, frontendConfig)) {
      compare(promontory.client());
      assertThat(adapter.process().isAlive()).isTrue();
    }
  }

  @Test
  @Tag("long")
  void sameAnswersWithAnotherPromontoryBehindRemoteRead() {
    try (PromontoryProcess behind = PromontoryProcess.start(directory, fleet.asStore());
        PromontoryProcess promontory =
            PromontoryProcess.start(
                directory,
                "stores: [{name: behind, type: prometheus, pushdown: never, url: \""
                    + behind.client().base()
                    + "\"}]\n")) {
      compare(promontory.client());
    }
  }

  private static void compare(ApiClient subject) {
    ApiClient oracle = fleet.client();
    Coverage coverage = new Coverage();
    List<String> differences = new ArrayList<>();
    for (Case query : QueryCatalog.cases(fleet.isModern())) {
      Answer expected = query.ask(oracle);
      Answer actual = query.ask(subject);
      coverage.add(query, expected.status() == 200 && !Answers.isEmpty(expected));
      String difference = Answers.difference(expected, actual, query.ordered());
      if (difference != null) {
        differences.add(query + "\n      " + difference);
      }
    }
    System.out.printf(
        "differential: %d queries, %d differences, %.0f %% empty or errors, %.0f %% ranges, against"
            + " version %s%n",
        coverage.total(),
        differences.size(),
        100 * coverage.emptyOrErrorShare(),
        100 * coverage.rangeShare(),
        fleet.isModern() ? "3" : "2");
    assertThat(differences).as("answers that differ, seed %d", Fleet.SEED).isEmpty();
    assertThat(coverage.total()).isGreaterThanOrEqualTo(300);
    assertThat(coverage.thin(Scope.names(fleet.isModern()), 3))
        .as("fewer than 3 non-empty answers")
        .isEmpty();
    assertThat(coverage.emptyOrErrorShare()).isLessThanOrEqualTo(0.4);
    assertThat(coverage.rangeShare()).isGreaterThanOrEqualTo(0.3);
  }
}
