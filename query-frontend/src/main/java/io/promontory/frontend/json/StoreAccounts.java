package io.promontory.frontend.json;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each store gave to an answer and how long it took: for a query of several selectors, the sum
 * of its calls, with the worst of their ends.
 */
final class StoreAccounts {
  private StoreAccounts() {}

  static List<Object> of(Completeness completeness) {
    Map<String, List<StoreOutcome>> stores = new LinkedHashMap<>();
    for (StoreOutcome outcome : completeness.outcomes()) {
      stores.computeIfAbsent(outcome.store(), store -> new ArrayList<>()).add(outcome);
    }
    List<Object> accounts = new ArrayList<>();
    stores.forEach((store, outcomes) -> accounts.add(account(store, outcomes)));
    return accounts;
  }

  private static Map<String, Object> account(String store, List<StoreOutcome> outcomes) {
    StoreStats sum = StoreStats.ZERO;
    StoreOutcome worst = outcomes.getFirst();
    int calls = 0;
    for (StoreOutcome outcome : outcomes) {
      sum = sum.plus(outcome.stats());
      worst = rank(outcome) > rank(worst) ? outcome : worst;
      calls += outcome.status() == StoreOutcome.Status.NOT_ASKED ? 0 : 1;
    }
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("name", store);
    account.put("status", worst.status().name().toLowerCase(Locale.ROOT));
    account.put("reason", worst.reason());
    account.put("calls", calls);
    account.put("series", sum.series());
    account.put("chunks", sum.chunks());
    account.put("samples", sum.samples());
    account.put("bytes", sum.bytes());
    if (sum.billed() > 0) {
      account.put("billedSamples", sum.billed());
    }
    account.put("retries", sum.retries());
    account.put("seconds", sum.nanos() / 1e9);
    return account;
  }

  private static int rank(StoreOutcome outcome) {
    return switch (outcome.status()) {
      case NOT_ASKED -> 0;
      case WHOLE -> 1;
      case PARTIAL -> 2;
      case FAILED -> 3;
    };
  }
}
