package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a federation makes of stores that answer in part, in its process and over gRPC. */
class FederatedPartsTest {
  private static final String REASON = "3 of 120 blocks are not read yet";
  private static final LabelNamesRequest NAMES = new LabelNamesRequest(0, 1, List.of(), 0);
  private static final LabelValuesRequest VALUES =
      new LabelValuesRequest("job", 0, 1, List.of(), 0);

  private static FederatedStore federation(boolean required, Store... stores) {
    return new FederatedStore(
        List.of(stores).stream().map(s -> new Member(s, required, Duration.ofSeconds(20))).toList(),
        CallObserver.NONE);
  }

  private static Store whole() {
    MemoryStore store = new MemoryStore("live", Labels.EMPTY);
    store.append(Labels.of("__name__", "up", "job", "y"), 1000, 1);
    return store;
  }

  private static Completeness select(Store store) {
    SelectRequest request = SelectRequest.of(0, 10_000, List.of(Matcher.equal("__name__", "up")));
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      while (set.next() != null) {
        // to the end
      }
      return set.completeness();
    }
  }

  private static void assertFails(ThrowingCallable call, String text) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
        .satisfies(e -> assertThat(e.describe()).isEqualTo(text));
  }

  private static void assertStrict(FederatedStore store, String text) {
    assertFails(() -> select(store), text);
    assertFails(() -> store.labelNames(NAMES, QueryContext.unbounded()), text);
    assertFails(() -> store.labelValues(VALUES, QueryContext.unbounded()), text);
  }

  private static void assertLenient(Store store, String warning) {
    assertThat(select(store).warnings()).containsExactly(warning);
    assertThat(store.labelNames(NAMES, QueryContext.unbounded()).completeness().warnings())
        .containsExactly(warning);
    assertThat(store.labelValues(VALUES, QueryContext.unbounded()).values()).contains("x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequiredStoreMustAnswerWhole(boolean early) {
    Store part = new PartStore("archive", early);
    String text = "store \"archive\": " + REASON;
    assertStrict(federation(true, part), text);
    assertStrict(federation(true, whole(), part), text);
    assertLenient(federation(false, part), text);
    assertLenient(federation(false, whole(), part), text);
  }

  @Test
  void whatIsKnownToBeMissingFailsBeforeTheFirstSeries() {
    FederatedStore store = federation(true, new PartStore("archive", true));
    SelectRequest request = SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));
    assertFails(
        () -> store.select(request, QueryContext.unbounded()), "store \"archive\": " + REASON);
  }

  /** Counts the answers of a store that nobody has closed. */
  private static Store counted(Store store, AtomicInteger open, boolean atOnce) {
    return new ForwardingStore(store) {
      @Override
      public boolean answersAtOnce() {
        return atOnce;
      }

      @Override
      public SeriesSet select(SelectRequest request, QueryContext context) {
        SeriesSet set = super.select(request, context);
        AtomicBoolean closed = new AtomicBoolean();
        open.incrementAndGet();
        return new SeriesSet() {
          @Override
          public @Nullable Series next() {
            return set.next();
          }

          @Override
          public Completeness completeness() {
            return set.completeness();
          }

          @Override
          public void close() {
            if (!closed.getAndSet(true)) {
              open.decrementAndGet();
            }
            set.close();
          }
        };
      }
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedAnswerIsClosed(boolean atOnce) {
    AtomicInteger open = new AtomicInteger();
    Store part = counted(new PartStore("archive", true), open, atOnce);
    Store none = counted(new MemoryStore("rules", Labels.EMPTY), open, true);
    SelectRequest request = SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));
    String text = "store \"archive\": " + REASON;
    for (FederatedStore store : List.of(federation(true, part), federation(true, none, part))) {
      assertFails(() -> store.select(request, QueryContext.unbounded()), text);
      assertThat(open).hasValue(0);
    }
  }

  @Test
  void anAnswerThatFailsAndIsLeftOutIsClosedAtOnce() {
    AtomicInteger open = new AtomicInteger();
    Store failing = counted(FaultyStore.failing("archive"), open, false);
    SelectRequest request = SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));
    SeriesSet set = federation(false, failing).select(request, QueryContext.unbounded());
    assertThat(set.next()).isNull();
    assertThat(open).hasValue(0);
    set.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void overGrpcItIsTheSame(boolean early) {
    try (FederatedStore behind = federation(true, new PartStore("blocks", early));
        StoreGrpcServer server =
            StoreGrpcServer.start(behind.handingOn(), GrpcServerConfig.plain("127.0.0.1", 0));
        GrpcStore remote =
            new GrpcStore(GrpcStoreConfig.of("archive", "127.0.0.1:" + server.port()))) {
      String text = "store \"archive\": " + REASON;
      assertStrict(federation(true, remote), text);
      assertStrict(federation(true, whole(), remote), text);
      assertLenient(federation(false, remote), text);
      assertLenient(federation(false, whole(), remote), text);
    }
  }

  @Test
  void amongSeveralStoresBehindOneServerTheOneAtFaultIsNamed() {
    try (FederatedStore behind = federation(true, whole(), new PartStore("blocks", true));
        StoreGrpcServer server =
            StoreGrpcServer.start(behind.handingOn(), GrpcServerConfig.plain("127.0.0.1", 0));
        GrpcStore remote =
            new GrpcStore(GrpcStoreConfig.of("site", "127.0.0.1:" + server.port()))) {
      assertStrict(federation(true, remote), "store \"site/blocks\": " + REASON);
      assertLenient(federation(false, remote), "store \"site/blocks\": " + REASON);
    }
  }
}
