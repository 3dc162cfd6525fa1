package io.promontory.rules.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The way to an Alertmanager that notes what it takes, and is as ill as a test wants it. */
final class Alertmanager implements AlertPost {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<List<String>> batches = new ArrayList<>();
  final List<String> bodies = new ArrayList<>();
  final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  volatile boolean hangs;
  volatile boolean refuses;
  volatile boolean closed;
  volatile boolean breaks;

  @Override
  public void post(byte[] alerts) throws PostException {
    if (hangs) {
      hanging.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (breaks) {
      throw new LinkageError("as a test wants it");
    }
    if (refuses || closed) {
      throw new PostException(closed ? "closed" : "HTTP 500");
    }
    String body = new String(alerts, UTF_8);
    List<String> names = new ArrayList<>();
    for (JsonNode alert : tree(body)) {
      names.add(alert.at("/labels/alertname").asText() + alert.at("/labels/n").asText());
    }
    synchronized (this) {
      bodies.add(body);
      batches.add(names);
    }
  }

  static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void release() {
    released.countDown();
  }

  synchronized List<String> taken() {
    return batches.stream().flatMap(List::stream).toList();
  }

  synchronized @Nullable JsonNode last() {
    return bodies.isEmpty() ? null : tree(bodies.getLast());
  }

  @Override
  public void close() {
    closed = true;
    released.countDown();
  }
}
