package io.promontory.it.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.it.bench.Results;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.ui.Browser.View;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./dev bench ui}: what the pages weigh, how soon the first is painted, how long completion
 * over 150 000 metric names takes at the server and how long 1 000 series of 500 points take to
 * draw, in headless Chromium without a GPU. The peer, for completion, is the Prometheus behind,
 * asked the same.
 */
public final class UiBench {
  private static final int NAMES = 150_000;
  private static final int SERIES = 1_000;
  private static final int POINTS = 500;
  private static final int STEP = 15;
  private static final int ROUNDS = 7;

  /** Rounds before those of completion that count: a server that has run for a while is asked. */
  private static final int WARM_UP = 20;

  private static final String[] AS_SHIPPED = {"-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders"};

  private UiBench() {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(System.getProperty("promontory.root", "."));
    weigh(root.resolve("query-frontend/target/classes/io/promontory/frontend/ui/assets"));
    Path work = Files.createDirectories(root.resolve("target/bench"));
    Path data = Files.createTempDirectory(work, "ui");
    PromtoolBlocks.create(samples(data.resolve("samples.om")), data.resolve("tsdb"));
    Binary version = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    System.out.println(
        "peer: "
            + (version == Binary.ORACLE
                ? "prometheus-3"
                : "the installed prometheus (2.x), which knows no limit and sends all names"));
    try (PrometheusProcess prometheus = PrometheusProcess.start(version, "", data.resolve("tsdb"));
        PromontoryProcess promontory =
            PromontoryProcess.start(
                work,
                "stores: [{name: live, type: prometheus, url: \"" + prometheus.uri() + "\"}]\n",
                AS_SHIPPED);
        Browser browser = new Browser()) {
      complete(new ApiClient(prometheus.uri().toString()), promontory.client());
      String base = promontory.client().base();
      paint(browser, base);
      draw(browser, base);
    }
  }

  private static void weigh(Path assets) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(assets)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".gz")).toList()) {
        bytes += Files.size(file);
      }
    }
    Results.print("ui", "all_pages", "gzipped", bytes / 1000.0, "kB");
  }

  private static Path samples(Path file) throws IOException {
    long start = UiSite.START;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < NAMES; i++) {
        out.write("app_%d_requests_%06d 1 %d\n".formatted(i % 97, i, start));
      }
      for (int s = 0; s < SERIES; s++) {
        for (int i = 0; i < POINTS; i++) {
          double value = s + 20 * Math.sin(i / 30.0 + s);
          out.write("wave{series=\"%d\"} %.3f %d\n".formatted(s, value, start + i * STEP));
        }
      }
      out.write("# EOF\n");
    }
    return file;
  }

  private static void complete(ApiClient direct, ApiClient promontory) {
    complete("complete_prefix", direct, promontory, "app_%d.*", "app_%d_.*");
    complete(
        "complete_within", direct, promontory, "(?i).*requests_0%d9.*", "(?i).*requests_0%d99.*");
  }

  /**
   * Each round asks of another time, so that nothing is known yet, and then for a longer text, as
   * who goes on typing does.
   */
  private static void complete(
      String name, ApiClient direct, ApiClient promontory, String first, String longer) {
    double[] theirs = new double[ROUNDS];
    double[] ours = new double[ROUNDS];
    double[] on = new double[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      int text = i < 0 ? 9 + i % 2 : i + 1; // one digit, so that many names fit
      theirs[Math.max(0, i)] = ask(direct, first.formatted(text), i);
      ours[Math.max(0, i)] = ask(promontory, first.formatted(text), i);
      on[Math.max(0, i)] = ask(promontory, longer.formatted(text), i);
    }
    double own = Results.median(ours);
    Results.print("ui", name, "time", own, "ms");
    Results.print("ui", name, "ratio_to_prometheus", Results.median(theirs) / own, "x");
    Results.print("ui", name + "_typed_on", "time", Results.median(on), "ms");
  }

  private static double ask(ApiClient client, String pattern, int round) {
    long started = System.nanoTime();
    ApiClient.Answer answer =
        client.get(
            "/api/v1/label/__name__/values",
            Map.of(
                "match[]",
                "{__name__=~\"" + pattern + "\"}",
                "limit",
                "100",
                "start",
                String.valueOf(UiSite.START - 600 - 60L * round)));
    double ms = (System.nanoTime() - started) / 1e6;
    if (answer.json().get("data").size() < 100) {
      throw new IllegalStateException("too few names for " + pattern);
    }
    return ms;
  }

  private static void paint(Browser browser, String base) {
    double[] times = new double[ROUNDS];
    for (int i = -2; i < ROUNDS; i++) {
      browser.open(View.WIDE, base + "/query");
      browser.find(".cm-content");
      Number painted =
          (Number)
              browser.script(
                  "return performance.getEntriesByName('first-contentful-paint')[0].startTime");
      times[Math.max(0, i)] = painted.doubleValue();
    }
    Results.print("ui", "first_paint", "time", Results.median(times), "ms");
  }

  private static void draw(Browser browser, String base) {
    long end = UiSite.START + (POINTS - 1L) * STEP;
    String state =
        "/query?g0.expr=wave&g0.range_input="
            + (POINTS - 1) * STEP
            + "s&g0.res_type=custom&g0.res_step="
            + STEP
            + "&g0.end_input="
            + URLEncoder.encode(UiSite.time(end), UTF_8);
    double[] times = new double[ROUNDS];
    for (int i = -2; i < ROUNDS; i++) {
      browser.open(View.WIDE, base + state);
      browser.find(".badge");
      browser.settle();
      Number drawn =
          (Number)
              browser.script(
                  "return performance.getEntriesByName('promontory.draw').at(-1).duration");
      times[Math.max(0, i)] = drawn.doubleValue();
    }
    Results.print("ui", "draw_1000x500", "time", Results.median(times), "ms");
  }
}
