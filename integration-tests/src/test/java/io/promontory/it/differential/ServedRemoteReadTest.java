package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus without data, which reads all samples from Promontory by remote read, answers as the
 * one that holds them.
 */
@Tag("long")
class ServedRemoteReadTest {
  @TempDir static Path directory;

  @Test
  void aPrometheusReadsUsAsItReadsItself() throws Exception {
    try (Fleet fleet = Fleet.start(directory);
        PromontoryProcess promontory = PromontoryProcess.start(directory, fleet.asStore())) {
      String config =
          "remote_read: [{url: \"%s/api/v1/read\", read_recent: true}]\n"
              .formatted(promontory.client().base());
      Path empty = Files.createDirectory(directory.resolve("empty"));
      Binary binary = fleet.isModern() ? Binary.ORACLE : Binary.INSTALLED;
      try (PrometheusProcess reader = PrometheusProcess.start(binary, config, empty)) {
        compare(fleet, fleet.client(), new ApiClient(reader.uri().toString()));
      }
    }
  }

  private static void compare(Fleet fleet, ApiClient holder, ApiClient reader) {
    List<String> differences = new ArrayList<>();
    int found = 0;
    for (Case query : QueryCatalog.cases(fleet.isModern())) {
      Answer expected = query.ask(holder);
      String difference = Answers.difference(expected, query.ask(reader), query.ordered());
      found += expected.status() == 200 && !Answers.isEmpty(expected) ? 1 : 0;
      if (difference != null) {
        differences.add(query + "\n      " + difference);
      }
    }
    System.out.printf(
        "a Prometheus over our remote read: %d answers, %d differences%n",
        found, differences.size());
    assertThat(differences).isEmpty();
    assertThat(found).isGreaterThan(150);
  }
}
