package io.promontory.it.ui;

import io.promontory.adapter.testing.Commands;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.it.fixture.Distribution;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the pages are shown, by a distribution in a process of its own: two hours of requests, the
 * first forty minutes archived, the rest at a pair of Prometheus of which one has a hole, and a
 * best-effort store that is dead.
 */
final class UiSite implements AutoCloseable {
  /** 2026-01-01T00:00:00Z, in seconds. */
  static final long START = 1_767_225_600L;

  /** A label value that pages must show as it is. */
  static final String HOSTILE = "<img src=x onerror=alert(1)>\u202egnp.exe 😀";

  /** The same as a label set shows it. */
  static final String HOSTILE_SHOWN = HOSTILE.replace("\u202e", "\\u202e");

  /** The trace of the exemplars, which there is one of in each of the last eighty minutes. */
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String EXEMPLARS = "--enable-feature=exemplar-storage";
  private static final int STEP = 15;
  private static final int SCRAPES = 480;
  private static final int ARCHIVED = 160;
  private static final int HOLE_FROM = 300;
  private static final int HOLE_TO = 340;
  private static final String[] CODES = {"200", "404", "500"};
  private static final String[] PATHS = {"/", "/items", "/login", HOSTILE};
  private static final double[] BOUNDS = {0.01, 0.05, 0.1, 0.5, 1, Double.POSITIVE_INFINITY};

  private final Path folder;
  private final PrometheusProcess holed;
  private final PrometheusProcess whole;
  private final PromontoryProcess server;

  private UiSite(Path folder) {
    this.folder = folder;
    PrometheusProcess a = PrometheusProcess.start("", folder.resolve("a"), EXEMPLARS);
    PrometheusProcess b = PrometheusProcess.start("", folder.resolve("b"), EXEMPLARS);
    boolean isFirst = a.uri().toString().compareTo(b.uri().toString()) < 0;
    holed = isFirst ? a : b; // what ranks higher serves, and has holes to fill
    whole = isFirst ? b : a;
    write(holed, true);
    write(whole, false);
    Path archive = folder.resolve("archive");
    PromtoolBlocks.create(archived(), archive);
    server =
        PromontoryProcess.installed(
            Distribution.layOut(folder),
            folder,
            """
            stores:
              - {name: eu, type: prometheus, replicas: ["%s", "%s"], external_labels: {region: eu}}
              - {name: archive, type: blocks, bucket: {type: filesystem, path: "%s"}, external_labels: {region: eu}}
              - {name: us, type: prometheus, url: "http://127.0.0.1:1", required: false, external_labels: {region: us}}
            """
                .formatted(holed.uri(), whole.uri(), archive),
            PromontoryProcess.QUICK_TO_START.toArray(String[]::new));
  }

  static UiSite start() {
    try {
      return new UiSite(Files.createTempDirectory("site"));
    } catch (IOException e) {
      throw new UncheckedIOException("making a folder for a site", e);
    }
  }

  /** The URL of a page with the query string that is given. */
  String page(String path) {
    return server.client().base() + "/" + path;
  }

  /** The last instant that has samples, as the URL of a page takes it. */
  static String end() {
    return time(START + (SCRAPES - 1) * STEP);
  }

  /** Seconds since the epoch as the URL of a page takes them. */
  static String time(long seconds) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochSecond(seconds));
  }

  private static void write(PrometheusProcess to, boolean holed) {
    RemoteWriter writer = new RemoteWriter();
    for (int i = ARCHIVED; i < SCRAPES; i++) {
      if (holed && i >= HOLE_FROM && i < HOLE_TO) {
        continue;
      }
      long at = (START + i * STEP) * 1000;
      for (String code : CODES) {
        for (String path : PATHS) {
          writer.add(
              Labels.of("__name__", "requests_total", "code", code, "path", path),
              at,
              total(code, path, i));
        }
      }
      if (i % 4 == 0) {
        Labels failed = Labels.of("__name__", "requests_total", "code", "500", "path", "/");
        writer.addExemplar(failed, at, 1, Labels.of("trace_id", TRACE));
      }
      for (double bound : BOUNDS) {
        writer.add(
            Labels.of("__name__", "latency_seconds_bucket", "le", text(bound)),
            at,
            below(bound, i));
      }
    }
    writer.sendTo(to.uri());
  }

  private static String archived() {
    StringBuilder out =
        new StringBuilder("# HELP requests Requests served.\n# TYPE requests counter\n");
    for (String code : CODES) {
      for (String path : PATHS) {
        for (int i = 0; i < ARCHIVED; i++) {
          out.append(
              "requests_total{code=\"%s\",path=\"%s\"} %s %d\n"
                  .formatted(code, path, total(code, path, i), START + i * STEP));
        }
      }
    }
    out.append("%s 1 %d\n".formatted("a_name_that_goes_on".repeat(5), START));
    return out.append("# EOF\n").toString();
  }

  /** A rate that differs by code and path and swings within the hour. */
  private static double total(String code, String path, int i) {
    double rate = (code.equals("200") ? 120 : code.equals("404") ? 9 : 3) / (1.0 + path.length());
    return Math.rint(1000 + rate * (i * STEP + 300 * Math.sin(i / 40.0)));
  }

  private static double below(double bound, int i) {
    return Math.rint(
        i * 100.0 * (1 - Math.exp(-6 * Math.min(bound, 100) * (1.2 + Math.sin(i / 60.0)))));
  }

  private static String text(double bound) {
    return Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
  }

  @Override
  public void close() {
    server.close();
    whole.close();
    holed.close();
    Commands.deleteRecursively(folder);
  }
}
