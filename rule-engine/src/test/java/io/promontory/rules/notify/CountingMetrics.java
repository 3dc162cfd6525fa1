package io.promontory.rules.notify;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sums what a sender tells, by word and URL. */
final class CountingMetrics implements NotifyMetrics {
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

  int of(String word, String url) {
    return counts.getOrDefault(word + " " + url, 0);
  }

  private void add(String word, String url, int count) {
    counts.merge(word + " " + url, count, Integer::sum);
  }

  @Override
  public void opened(String url) {
    add("open", url, 1);
  }

  @Override
  public void closed(String url) {
    add("open", url, -1);
  }

  @Override
  public void queued(String url, int alerts) {
    counts.put("queued " + url, alerts);
  }

  @Override
  public void sent(String url, int alerts, Duration took) {
    add("sent", url, alerts);
  }

  @Override
  public void failed(String url, int alerts) {
    add("failed", url, alerts);
  }

  @Override
  public void dropped(String url, int alerts) {
    add("dropped", url, alerts);
  }
}
