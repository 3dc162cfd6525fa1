package io.promontory.it.bench.managed;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What it took to show panels, counted at the service.
 *
 * @param told samples billed as the answers say
 */
record Load(int requests, long bytes, long billed, long told, double seconds) {
  /** As many requests at once as a browser makes. */
  private static final int AT_ONCE = 6;

  /** Shows panels, and counts what the service is asked meanwhile. */
  static Load of(List<Panel> panels, long nowSeconds, ApiClient subject, FakeAmp amp) {
    amp.forget();
    long start = System.nanoTime();
    long told = 0;
    try (ExecutorService browser = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Long>> answers = new ArrayList<>();
      for (Panel panel : panels) {
        answers.add(browser.submit(() -> billed(panel, nowSeconds, subject)));
      }
      for (Future<Long> answer : answers) {
        told += answer.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Load(amp.requests().size(), amp.answeredBytes(), amp.billedSamples(), told, seconds);
  }

  /** Shows a panel; samples billed as its answer says. */
  private static long billed(Panel panel, long nowSeconds, ApiClient subject) {
    Map<String, String> params = panel.params(nowSeconds);
    params.put("stats", "all");
    Answer answer = subject.post("/api/v1/query_range", params);
    if (answer.status() != 200) {
      throw new IllegalStateException(panel.name() + ": " + answer.body());
    }
    long billed = 0;
    for (JsonNode store : answer.json().at("/data/stats/stores")) {
      billed += store.path("billedSamples").asLong();
    }
    return billed;
  }

  Load plus(Load other) {
    return new Load(
        requests + other.requests,
        bytes + other.bytes,
        billed + other.billed,
        told + other.told,
        seconds + other.seconds);
  }
}
