package io.promontory.frontend.explain;

import io.promontory.promql.exec.Recording.Read;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Density;
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A read and how each store answers it, or is to. */
final class ReadJson {
  private ReadJson() {}

  /**
   * The read with its stores.
   *
   * @param estimates whom it asks
   */
  static Map<String, @Nullable Object> of(Read read, List<ReadEstimate> estimates) {
    SelectRequest request = read.request();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put(
        "selector",
        request.matchers().stream()
            .map(Matcher::toString)
            .collect(Collectors.joining(",", "{", "}")));
    shown.put("from", Seconds.ofMs(request.minTime()));
    shown.put("to", Seconds.ofMs(request.maxTime()));
    if (!request.hints().func().isEmpty()) {
      shown.put("for", request.hints().func());
    }
    List<Object> stores = new ArrayList<>();
    for (ReadEstimate estimate : estimates) {
      List<CallTrace> calls = new ArrayList<>();
      for (CallTrace one : read.calls()) {
        one.calls().stream().filter(c -> c.name().equals(estimate.store())).forEach(calls::add);
      }
      stores.add(store(estimate, calls, !read.calls().isEmpty()));
    }
    shown.put("stores", stores);
    return shown;
  }

  private static Map<String, @Nullable Object> store(
      ReadEstimate estimate, List<CallTrace> calls, boolean hasRun) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", estimate.store());
    shown.put("kind", estimate.kind());
    if (!estimate.isAsked()) {
      shown.put("state", "not_asked");
      shown.put("reason", estimate.reason());
      return shown;
    }
    shown.put("asked", asked(estimate));
    Density density = estimate.density();
    if (density != null) {
      shown.put("estimate", estimated(estimate, density));
    }
    if (hasRun) {
      shown.putAll(accountOf(calls, estimate.kind()).shown());
      shown.putAll(endpoints(calls));
    } else {
      shown.put("state", "to_ask");
    }
    return shown;
  }

  static List<Object> asked(ReadEstimate estimate) {
    return List.of(Seconds.ofMs(estimate.fromMs()), Seconds.ofMs(estimate.toMs()));
  }

  private static Object estimated(ReadEstimate estimate, Density density) {
    long ms = Math.max(0, estimate.toMs() - estimate.fromMs());
    return Map.of(
        "series", Math.round(density.series()), "samples", Math.round(density.samples(ms)));
  }

  private static Account accountOf(List<CallTrace> calls, String kind) {
    Account account = new Account(kind);
    calls.forEach(account::add);
    return account;
  }

  /** The endpoints of a store that has several. */
  private static Map<String, @Nullable Object> endpoints(List<CallTrace> calls) {
    Map<String, List<CallTrace>> byName = new LinkedHashMap<>();
    for (CallTrace call : calls) {
      for (CallTrace below : call.calls()) {
        byName.computeIfAbsent(below.name(), any -> new ArrayList<>()).add(below);
      }
    }
    List<Object> shown = new ArrayList<>();
    byName.forEach((name, all) -> shown.add(endpoint(name, all)));
    return shown.isEmpty() ? Map.of() : Map.of("endpoints", shown);
  }

  /** An endpoint, or a shard that has endpoints itself. */
  static Map<String, @Nullable Object> endpoint(String name, List<CallTrace> calls) {
    Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
    endpoint.put("id", name);
    endpoint.putAll(accountOf(calls, "").shown());
    endpoint.putAll(endpoints(calls));
    return endpoint;
  }
}
