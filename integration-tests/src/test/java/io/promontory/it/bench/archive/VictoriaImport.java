package io.promontory.it.bench.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.promontory.it.bench.data.DataSet;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.series.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Imports a data set into VictoriaMetrics, as lines of JSON over a few connections. */
final class VictoriaImport {
  private static final int CONNECTIONS = 2;

  private static final long REST_NANOS = 5_000_000_000L;
  private static final long MOST_NANOS = 300_000_000_000L;

  private final String base;

  VictoriaImport(String base) {
    this.base = base;
  }

  void run(DataSet data) throws IOException {
    System.out.println("importing the same samples into victoria-metrics");
    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int c = 0; c < CONNECTIONS; c++) {
        int first = c;
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(base + "/api/v1/import"))
                .POST(BodyPublishers.ofInputStream(() -> new Lines(data, first)))
                .build();
        answers.add(http.sendAsync(request, BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        if (answer.join().statusCode() >= 300) {
          throw new IOException("the import failed: " + answer.join().body());
        }
      }
    }
    ApiClient client = new ApiClient(base);
    for (String path : List.of("/internal/force_flush", "/internal/force_merge")) {
      Answer answer = client.get(path);
      if (answer.status() != 200) {
        throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
      }
    }
    awaitRest(client);
    System.out.printf("imported in %.1f s%n", (System.nanoTime() - start) / 1e9);
  }

  /**
   * Waits until it has had nothing left to write or to merge for a while: stopped while it merges,
   * it loses samples.
   */
  private static void awaitRest(ApiClient client) throws IOException {
    long begun = System.nanoTime();
    long busy = begun;
    while (System.nanoTime() - busy < REST_NANOS) {
      if (client.get("/metrics").body().lines().anyMatch(VictoriaImport::isUnrest)) {
        busy = System.nanoTime();
      }
      if (busy - begun > MOST_NANOS) {
        throw new IOException("it is still busy after five minutes");
      }
    }
  }

  private static boolean isUnrest(String metric) {
    return (metric.startsWith("vm_active_merges{") || metric.startsWith("vm_pending_rows{"))
        && !metric.endsWith(" 0");
  }

  /** Every so-manieth series as a line: its labels, its values, its times. */
  private static final class Lines extends InputStream {
    private final DataSet data;
    private final double[] values;
    private final byte[] times;
    private int next;
    private InputStream line = InputStream.nullInputStream();

    Lines(DataSet data, int first) {
      this.data = data;
      this.next = first;
      this.values = new double[data.samples()];
      StringBuilder text = new StringBuilder("],\"timestamps\":[");
      for (int i = 0; i < data.samples(); i++) {
        text.append(i == 0 ? "" : ",").append(data.time(i));
      }
      this.times = text.append("]}\n").toString().getBytes(US_ASCII);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = line.read(into, offset, length);
      while (read <= 0 && next < data.series().size()) {
        line = new ByteArrayInputStream(line(next));
        next += CONNECTIONS;
        read = line.read(into, offset, length);
      }
      return read;
    }

    private byte[] line(int series) {
      data.values(series, values);
      StringBuilder text = new StringBuilder("{\"metric\":{");
      Labels labels = data.series().get(series);
      for (int i = 0; i < labels.size(); i++) {
        text.append(i == 0 ? "\"" : ",\"").append(labels.name(i)).append("\":\"");
        text.append(labels.value(i)).append('"');
      }
      text.append("},\"values\":[");
      for (int i = 0; i < values.length; i++) {
        text.append(i == 0 ? "" : ",");
        if (values[i] == (long) values[i]) {
          text.append((long) values[i]);
        } else {
          text.append(values[i]);
        }
      }
      byte[] head = text.toString().getBytes(US_ASCII);
      byte[] whole = new byte[head.length + times.length];
      System.arraycopy(head, 0, whole, 0, head.length);
      System.arraycopy(times, 0, whole, head.length, times.length);
      return whole;
    }
  }
}
