package io.promontory.it.bench.managed;

import io.promontory.adapter.testing.PromtoolBlocks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/**
 * About 600 series of a few services and machines, a sample each 30 s, from 31 hours before a time
 * until 10 minutes after it: what a dashboard of 6 hours with windows of a day looks at.
 */
final class ServiceData {
  static final int INTERVAL_SECONDS = 30;
  private static final int BEFORE_SECONDS = 31 * 3600;
  private static final int AFTER_SECONDS = 600;

  private final OutputStream out;
  private final long startSeconds;
  private final int scrapes;
  private final SplittableRandom random = new SplittableRandom(7);

  private ServiceData(OutputStream out, long nowSeconds) {
    this.out = out;
    this.startSeconds = (nowSeconds - BEFORE_SECONDS) / INTERVAL_SECONDS * INTERVAL_SECONDS;
    this.scrapes = (int) ((nowSeconds + AFTER_SECONDS - startSeconds) / INTERVAL_SECONDS);
  }

  /** The data folder of a Prometheus around a time. */
  static Path create(Path parent, long nowSeconds) throws IOException {
    Files.createDirectories(parent);
    Path text = Files.createTempFile(parent, "services", ".om");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(text), 1 << 20)) {
      new ServiceData(out, nowSeconds).write();
    }
    Path data = Files.createTempDirectory(parent, "services");
    PromtoolBlocks.create(text, data);
    Files.delete(text);
    return data;
  }

  private void write() throws IOException {
    type("http_requests", "counter");
    for (int i = 0; i < 120; i++) {
      String labels = "code=\"%d\",instance=\"i%d\",service=\"s%d\"";
      int code = new int[] {200, 404, 500, 503}[i % 4];
      counter("http_requests_total", labels.formatted(code, i / 4 % 5, i / 20), 100);
    }
    type("http_request_duration_seconds_bucket", "unknown");
    for (int i = 0; i < 18; i++) {
      for (int le = 0; le < 10; le++) {
        String bound = le == 9 ? "+Inf" : "0." + (le + 1);
        String labels = "instance=\"i%d\",le=\"%s\",service=\"s%d\"".formatted(i % 3, bound, i / 3);
        long perScrape = 10L * (le + 1);
        series("http_request_duration_seconds_bucket", labels, scrape -> perScrape * (scrape + 1L));
      }
    }
    type("node_cpu_seconds", "counter");
    for (int i = 0; i < 160; i++) {
      String labels = "cpu=\"%d\",instance=\"n%d\",mode=\"m%d\"";
      counter("node_cpu_seconds_total", labels.formatted(i % 2, i / 16, i / 2 % 8), 30);
    }
    gauges("node_memory_available_bytes", "instance=\"n%d\"", 10);
    gauges("node_memory_total_bytes", "instance=\"n%d\"", 10);
    gauges("container_memory_bytes", "pod=\"p%d\"", 40);
    gauges("queue_depth", "queue=\"q%d\"", 8);
    gauges("job_success_timestamp_seconds", "job=\"j%d\"", 10);
    type("up", "gauge");
    for (int i = 0; i < 30; i++) {
      int which = i;
      String labels = "instance=\"u%d\",job=\"j%d\"".formatted(i, i % 5);
      series("up", labels, scrape -> scrape / 90 % 31 == which ? 0 : 1);
    }
    line("# EOF");
  }

  private void type(String family, String type) throws IOException {
    line("# TYPE " + family + " " + type);
  }

  private void gauges(String name, String labels, int count) throws IOException {
    type(name, "gauge");
    for (int i = 0; i < count; i++) {
      series(name, labels.formatted(i), scrape -> 1_000 + random.nextInt(1_000));
    }
  }

  private void counter(String name, String labels, int most) throws IOException {
    long[] value = {random.nextInt(1_000)};
    series(name, labels, scrape -> value[0] += random.nextInt(most));
  }

  private void series(String name, String labels, IntToLongFunction values) throws IOException {
    for (int scrape = 0; scrape < scrapes; scrape++) {
      long time = startSeconds + (long) scrape * INTERVAL_SECONDS;
      line(name + "{" + labels + "} " + values.applyAsLong(scrape) + " " + time);
    }
  }

  private void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
