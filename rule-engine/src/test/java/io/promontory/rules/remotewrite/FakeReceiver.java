package io.promontory.rules.remotewrite;

import io.promontory.proto.prometheus.WriteRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.xerial.snappy.Snappy;

/**
 * A receiver of version 1.0 that takes a request whole or not at all, and no sample that is not
 * newer than the series' last one.
 */
final class FakeReceiver implements WriteTransport {
  static final WriteAnswer OK = new WriteAnswer(204, Duration.ZERO, false, "");

  final Map<String, List<Long>> taken = new TreeMap<>();
  final List<Map<String, String>> headers = new ArrayList<>();
  int requests;

  /** What happens to a request by its number, instead of what should; null for nothing. */
  Function<Integer, Fault> faults = number -> null;

  record Fault(WriteAnswer answer, boolean takes) {}

  static Fault status(int status) {
    return new Fault(new WriteAnswer(status, Duration.ZERO, false, "no"), false);
  }

  /** The connection breaks behind the request. */
  static Fault noAnswer(boolean takes) {
    return new Fault(null, takes);
  }

  @Override
  public synchronized WriteAnswer post(byte[] body, Map<String, String> sent) throws IOException {
    headers.add(sent);
    Fault fault = faults.apply(requests++);
    WriteAnswer answer =
        fault == null || fault.takes() ? take(Snappy.uncompress(body)) : fault.answer();
    notifyAll();
    if (fault != null && fault.answer() == null) {
      throw new IOException("broke");
    }
    return fault == null ? answer : fault.answer();
  }

  private WriteAnswer take(byte[] body) throws IOException {
    WriteRequest request = WriteRequest.parseFrom(body);
    for (var series : request.getTimeseriesList()) {
      long last = last(series.getLabels(0).getValue().toStringUtf8());
      for (var sample : series.getSamplesList()) {
        if (sample.getTimestamp() <= last) {
          return new WriteAnswer(400, Duration.ZERO, false, "out of order sample");
        }
        last = sample.getTimestamp();
      }
    }
    for (var series : request.getTimeseriesList()) {
      List<Long> times =
          taken.computeIfAbsent(
              series.getLabels(0).getValue().toStringUtf8(), name -> new ArrayList<>());
      series.getSamplesList().forEach(sample -> times.add(sample.getTimestamp()));
    }
    return OK;
  }

  private long last(String name) {
    List<Long> times = taken.getOrDefault(name, List.of());
    return times.isEmpty() ? Long.MIN_VALUE : times.getLast();
  }

  synchronized void awaitRequests(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (requests < count && System.nanoTime() < deadline) {
      wait(100);
    }
  }

  synchronized int samples() {
    return taken.values().stream().mapToInt(List::size).sum();
  }
}
