package io.promontory.it.bench.managed;

import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ManagedEngine;
import io.promontory.promql.engine.QueryResult;
import java.util.ArrayList;
import java.util.List;
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
  static Load of(List<Panel> panels, long nowSeconds, ManagedEngine subject, FakeAmp amp) {
    amp.forget();
    long start = System.nanoTime();
    long told = 0;
    try (ExecutorService browser = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<QueryResult>> answers = new ArrayList<>();
      for (Panel panel : panels) {
        answers.add(browser.submit(() -> subject.run(panel.query(nowSeconds))));
      }
      for (Future<QueryResult> answer : answers) {
        told += billed(answer.get());
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

  private static long billed(QueryResult answer) {
    return answer.completeness().outcomes().stream()
        .mapToLong(outcome -> outcome.stats().billed())
        .sum();
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
