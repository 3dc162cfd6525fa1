package io.promontory.frontend.demo;

import io.promontory.series.store.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up services and what a Prometheus would have scraped from them every 15 s: traffic with the
 * shape of a day, counters that start anew after restarts, instances that come and go. The same
 * seed and time of deployment give the same samples.
 */
final class DemoFleet {
  /** Time between scrapes, ms. */
  static final long STEP_MS = 15_000;

  private final DemoRecorder recorder;
  private final long deployed;
  private final List<DemoInstance> instances = new ArrayList<>();
  private final List<DemoWorkers> workers;

  /**
   * @param deployed when all services were started, ms
   */
  DemoFleet(DemoRecorder recorder, long seed, long deployed) {
    this.recorder = recorder;
    this.deployed = deployed;
    SplittableRandom random = new SplittableRandom(seed ^ deployed);
    service("api", 3, 40, random);
    service("checkout", 2, 12, random);
    service("search", 3, 25, random);
    service("payments", 2, 6, random);
    workers = List.of(new DemoWorkers(recorder, "worker", 4, random.split()));
    recorder.metadata(METADATA);
  }

  private void service(String job, int count, double rate, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      instances.add(
          new DemoInstance(
              recorder,
              job,
              "10.0.0." + (instances.size() + 1) + ":8080",
              rate,
              deployed,
              random.split()));
    }
  }

  /** Scrapes everything once; {@code time} in ms since the epoch, later than before. */
  void scrape(long time) {
    for (DemoInstance instance : instances) {
      instance.scrape(time);
    }
    for (DemoWorkers group : workers) {
      group.scrape(time);
    }
  }

  /** Everything is taken down, to be deployed anew; series that will not go on become stale. */
  void end(long time) {
    for (DemoWorkers group : workers) {
      group.end(time);
    }
  }

  /** Traffic over a day: 1 on average, highest at 15:00 UTC, lowest twelve hours later. */
  static double dayShape(long time) {
    double hours = (time / 3_600_000.0) % 24;
    return 1 + 0.6 * Math.cos((hours - 15) / 24 * 2 * Math.PI);
  }

  private static final List<MetricMetadata> METADATA =
      List.of(
          new MetricMetadata("up", "gauge", "Whether the last scrape succeeded.", ""),
          new MetricMetadata("http_requests_total", "counter", "Requests served.", ""),
          new MetricMetadata(
              "http_request_duration_seconds", "histogram", "Time to serve a request.", "seconds"),
          new MetricMetadata("process_resident_memory_bytes", "gauge", "Resident memory.", "bytes"),
          new MetricMetadata("process_cpu_seconds_total", "counter", "CPU time used.", "seconds"),
          new MetricMetadata(
              "process_start_time_seconds", "gauge", "When the process started.", "seconds"),
          new MetricMetadata("queue_length", "gauge", "Jobs that wait.", ""),
          new MetricMetadata("jobs_processed_total", "counter", "Jobs done.", ""));
}
