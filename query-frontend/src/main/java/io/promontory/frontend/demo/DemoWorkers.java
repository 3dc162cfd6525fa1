package io.promontory.frontend.demo;

import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import java.util.SplittableRandom;

/**
 * Workers under a scheduler that replaces them: each lives for an hour or so, then its series go
 * stale and one with another name takes its place.
 */
final class DemoWorkers {
  private final DemoRecorder recorder;
  private final String job;
  private final SplittableRandom random;
  private final Worker[] workers;

  private static final class Worker {
    final DemoSeries up;
    final DemoSeries queue;
    final DemoSeries processed;
    final long diesAt;
    double length = 20;
    long done;

    Worker(DemoSeries up, DemoSeries queue, DemoSeries processed, long diesAt) {
      this.up = up;
      this.queue = queue;
      this.processed = processed;
      this.diesAt = diesAt;
    }

    void end(long time) {
      up.append(time, StaleMarker.VALUE);
      queue.append(time, StaleMarker.VALUE);
      processed.append(time, StaleMarker.VALUE);
    }
  }

  DemoWorkers(DemoRecorder recorder, String job, int count, SplittableRandom random) {
    this.recorder = recorder;
    this.job = job;
    this.random = random;
    this.workers = new Worker[count];
  }

  void scrape(long time) {
    for (int i = 0; i < workers.length; i++) {
      Worker worker = workers[i];
      if (worker == null || time >= worker.diesAt) {
        if (worker != null) {
          worker.end(time);
        }
        worker = replacement(time);
        workers[i] = worker;
      }
      work(worker, time);
    }
  }

  /** Takes all workers down. */
  void end(long time) {
    for (Worker worker : workers) {
      if (worker != null) {
        worker.end(time);
      }
    }
  }

  private Worker replacement(long time) {
    String pod = job + "-" + Long.toString(random.nextLong(60_466_176L, 2_176_782_336L), 36);
    Labels target = Labels.of("job", job, "instance", pod + ":9000", "pod", pod);
    return new Worker(
        recorder.series(target.with(Labels.METRIC_NAME, "up")),
        recorder.series(target.with(Labels.METRIC_NAME, "queue_length")),
        recorder.series(target.with(Labels.METRIC_NAME, "jobs_processed_total")),
        time + 1_800_000 + random.nextLong(7_200_000));
  }

  private void work(Worker worker, long time) {
    double arriving = 30 * DemoFleet.dayShape(time) * (0.7 + 0.6 * random.nextDouble());
    long finished = Math.round(Math.min(worker.length + arriving, 34 + 8 * random.nextDouble()));
    worker.length = Math.max(0, worker.length + arriving - finished);
    worker.done += finished;
    worker.up.append(time, 1);
    worker.queue.append(time, Math.rint(worker.length));
    worker.processed.append(time, worker.done);
  }
}
