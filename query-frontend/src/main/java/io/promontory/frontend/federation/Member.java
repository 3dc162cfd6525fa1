package io.promontory.frontend.federation;

import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store of the federation.
 *
 * @param required whether a query fails when this store does
 * @param timeout longest time for one answer
 * @param type its {@code type} in the configuration
 * @param addresses where it is, as configured; empty where it has no address
 * @param servers those of now, each of which can be asked alone, where it is made of several
 */
public record Member(
    Store store,
    boolean required,
    Duration timeout,
    String type,
    List<String> addresses,
    Supplier<List<Member>> servers) {
  public Member {
    addresses = List.copyOf(addresses);
  }

  /** Not made of several servers. */
  public Member(
      Store store, boolean required, Duration timeout, String type, List<String> addresses) {
    this(store, required, timeout, type, addresses, List::of);
  }

  /** Without a place of its own. */
  public Member(Store store, boolean required, Duration timeout) {
    this(store, required, timeout, "memory", List.of());
  }

  String name() {
    return store.info().name();
  }

  /** As a request wants it: required or not by its word, where it has one. */
  Member under(QueryScope scope) {
    Boolean partial = scope.partialResponse();
    return partial == null || partial != required
        ? this
        : new Member(store, !partial, timeout, type, addresses, servers);
  }
}
