package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Capability;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When samples are looked at is told to servers of ours whose samples lack stale markers. */
@Timeout(120)
class WireLooksTest {
  private static final Instants GRID = new Instants(-60_000, 600_000, 15_000, 300_000);
  private static final Instants ONCE = new Instants(7, 7, 1, 60_000);

  /** A store that notes what looks it is told of, with a trait or without. */
  private static final class Told implements Store {
    private final MemoryStore inner = new MemoryStore("inner", Labels.of("region", "eu"));
    private final List<@Nullable Looks> looks = Collections.synchronizedList(new ArrayList<>());
    private final boolean lacksMarkers;

    Told(boolean lacksMarkers) {
      this.lacksMarkers = lacksMarkers;
    }

    @Override
    public StoreInfo info() {
      StoreInfo info = inner.info();
      Set<Capability> capabilities = EnumSet.copyOf(info.capabilities());
      if (lacksMarkers) {
        capabilities.add(Capability.NO_STALE_MARKERS);
      }
      return new StoreInfo(
          info.name(), info.labelSets(), info.minTime(), info.maxTime(), capabilities);
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      looks.add(request.hints().looks());
      return inner.select(request, context);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return inner.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return inner.labelValues(request, context);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private static void read(Store store, @Nullable Looks looks) {
    SelectRequest request =
        SelectRequest.of(0, 600_000, List.of(Matcher.equal("__name__", "up")))
            .withHints(SelectHints.NONE.withLooks(looks));
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      assertThat(set.next()).isNull();
    }
  }

  private static List<@Nullable Looks> told(boolean lacksMarkers, Looks looks) {
    Told told = new Told(lacksMarkers);
    try (GrpcRoundTrip trip = new GrpcRoundTrip("trip", told)) {
      assertThat(trip.info().can(Capability.NO_STALE_MARKERS)).isEqualTo(lacksMarkers);
      read(trip, looks);
      return told.looks;
    }
  }

  @Test
  void whoseSamplesLackMarkersIsTold() {
    for (Looks looks :
        List.of(
            Looks.SAMPLES, new Looks(List.of(GRID), false), new Looks(List.of(GRID, ONCE), true))) {
      assertThat(told(true, looks)).containsExactly(looks);
    }
  }

  @Test
  void othersAreNot() {
    assertThat(told(false, new Looks(List.of(GRID), true))).containsExactly((Looks) null);
  }

  /** Without looks a store reads samples as they are, which is always true. */
  @Test
  void whatIsTooLongForMetadataIsNotTold() {
    List<Instants> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(new Instants(i, i + 1_000_000, 1_000, 300_000));
    }
    assertThat(told(true, new Looks(many, false))).containsExactly((Looks) null);
  }

  @Test
  void textsAreReadBack() {
    for (Looks looks : List.of(Looks.SAMPLES, new Looks(List.of(GRID, ONCE), true))) {
      assertThat(WireLooks.parse(WireLooks.print(looks))).isEqualTo(looks);
    }
    assertThat(WireLooks.print(new Looks(List.of(GRID, ONCE), true)))
        .isEqualTo("samples;-60000,600000,15000,300000;7,7,1,60000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "some",
        "samples;",
        "1,2,3",
        "1,2,3,4,5",
        "a,2,1,4",
        "5,2,1,4",
        "1,2,0,4",
        "1,4,2,300000",
        "99999999999999999999,1,1,1"
      })
  void whatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> WireLooks.parse(text)).isInstanceOf(IllegalArgumentException.class);
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("promontory-looks", Metadata.ASCII_STRING_MARSHALLER), text);
    Told told = new Told(true);
    try (StoreGrpcServer server =
        StoreGrpcServer.start(told, GrpcServerConfig.plain("127.0.0.1", 0))) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
      try {
        StoreGrpc.StoreBlockingStub stub =
            StoreGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        assertThatThrownBy(() -> stub.series(SeriesRequest.getDefaultInstance()).hasNext())
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                e -> {
                  assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                  assertThat(e).hasMessageContaining("promontory-looks makes no sense");
                });
        assertThat(told.looks).isEmpty();
      } finally {
        channel.shutdownNow();
      }
    }
  }
}
