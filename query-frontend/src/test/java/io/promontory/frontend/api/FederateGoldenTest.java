package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.http.RawHttp;
import io.promontory.proto.metrics.MetricFamily;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus 3.14 let another server scrape, against ours. */
class FederateGoldenTest {
  private static final long NOW = Services.NOW.toEpochMilli();

  @Test
  void everyFormatIsAsRecorded() throws Exception {
    int compared = 0;
    try (ApiServer server = server(FederateFixture.store(NOW))) {
      for (String line :
          Files.readAllLines(Reference.path("golden", "language", "openmetrics.jsonl"))) {
        JsonNode golden = GoldenJson.MAPPER.readTree(line);
        if (!golden.get("kind").textValue().equals("federate")) {
          continue;
        }
        RawHttp.Answer answer =
            federate(server, golden.get("match").textValue(), golden.get("accept").textValue());
        String asked = golden.get("match") + " " + golden.get("accept");
        assertThat(answer.status()).as(asked).isEqualTo(200);
        assertThat(answer.header("content-type"))
            .as(asked)
            .isEqualTo(golden.get("content_type").textValue());
        boolean protobuf = golden.get("accept").textValue().contains("protobuf");
        List<List<String>> expected = lines(golden.get("text").textValue(), protobuf);
        List<List<String>> actual = lines(answer.text(), protobuf);
        assertThat(same(actual, expected)).as("%s:%n%s", asked, answer.text()).isTrue();
        compared++;
      }
    }
    assertThat(compared).isEqualTo(29);
  }

  @Test
  void everyFloatIsWrittenAsRecorded() throws Exception {
    MemoryStore store = new MemoryStore("floats", Labels.EMPTY);
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(Reference.path("golden", "language", "floats.jsonl"))) {
      JsonNode golden = GoldenJson.MAPPER.readTree(line);
      long bits = Long.parseUnsignedLong(golden.get("bits").textValue(), 16);
      if (golden.has("exposition") && bits != StaleMarker.BITS) {
        String number = "%06d".formatted(expected.size());
        store.append(Labels.of("__name__", "f", "n", number), NOW, Double.longBitsToDouble(bits));
        expected.add(
            "f{n=\"" + number + "\",instance=\"\"} " + golden.get("exposition").textValue());
      }
    }
    assertThat(expected).hasSizeGreaterThan(100);
    try (ApiServer server = server(store)) {
      List<String> written =
          federate(server, "f", "text/plain")
              .text()
              .lines()
              .skip(1)
              .map(line -> line.substring(0, line.lastIndexOf(' ')))
              .toList();
      assertThat(written).isEqualTo(expected);
    }
  }

  @Test
  void delimitedMessagesHoldNativeHistograms() throws Exception {
    String accept =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited";
    try (ApiServer server = server(FederateFixture.store(NOW))) {
      RawHttp.Answer answer = federate(server, "native_seconds{job=\"native\"}", accept);
      ByteArrayInputStream body = new ByteArrayInputStream(answer.body());
      MetricFamily family = MetricFamily.parseDelimitedFrom(body);
      assertThat(family.getName()).isEqualTo("native_seconds");
      assertThat(family.getMetric(0).getTimestampMs()).isEqualTo(NOW);
      assertThat(family.getMetric(0).getHistogram().getPositiveSpanCount()).isEqualTo(5);
      assertThat(family.getMetric(0).getHistogram().getZeroThreshold()).isEqualTo(0.001);
      assertThat(body.available()).isZero();
    }
  }

  @Test
  void staleAndOldSeriesAreLeftOut() throws Exception {
    MemoryStore store = new MemoryStore("aged", Labels.EMPTY);
    store.append(Labels.of("__name__", "m", "i", "gone"), NOW - 60_000, 1);
    store.append(Labels.of("__name__", "m", "i", "gone"), NOW - 30_000, StaleMarker.VALUE);
    store.append(Labels.of("__name__", "m", "i", "old"), NOW - 300_001, 1);
    store.append(Labels.of("__name__", "m", "i", "edge"), NOW - 300_000, 1);
    store.append(Labels.of("__name__", "m", "i", "back"), NOW - 60_000, StaleMarker.VALUE);
    store.append(Labels.of("__name__", "m", "i", "back"), NOW - 30_000, 2);
    store.append(Labels.of("i", "nameless"), NOW, 2);
    try (ApiServer server = server(store)) {
      assertThat(federate(server, "{i=~\".+\"}", "").text())
          .isEqualTo(
              "# TYPE m untyped\n"
                  + ("m{i=\"back\",instance=\"\"} 2 " + (NOW - 30_000) + "\n")
                  + ("m{i=\"edge\",instance=\"\"} 1 " + (NOW - 300_000) + "\n"));
    }
  }

  private static ApiServer server(MemoryStore store) throws Exception {
    return new ApiServer(
        Services.ready(
            store,
            (all, query, context) -> {
              throw new IllegalStateException("no query is asked");
            }));
  }

  private static RawHttp.Answer federate(ApiServer server, String match, String accept)
      throws Exception {
    return server
        .http()
        .send(
            "GET",
            "/federate?match[]=" + URLEncoder.encode(match, UTF_8),
            accept.isEmpty() ? Map.of() : Map.of("Accept", accept),
            null);
  }

  /** Blanks in protobuf's text mean nothing. */
  private static List<List<String>> lines(String text, boolean protobuf) {
    return text.lines()
        .map(line -> protobuf ? line.strip().replaceAll(" +", " ") : line)
        .map(line -> List.of(line.split(" ", -1)))
        .toList();
  }

  private static boolean same(List<List<String>> actual, List<List<String>> expected) {
    if (actual.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      List<String> want = expected.get(i);
      List<String> have = actual.get(i);
      if (want.size() != have.size()) {
        return false;
      }
      for (int j = 0; j < want.size(); j++) {
        if (!want.get(j).equals("<volatile>") && !want.get(j).equals(have.get(j))) {
          return false;
        }
      }
    }
    return true;
  }
}
