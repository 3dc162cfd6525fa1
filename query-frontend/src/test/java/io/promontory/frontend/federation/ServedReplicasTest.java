package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.Series;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stores with the same series, served to a client of StoreAPI as one. */
@Timeout(60)
class ServedReplicasTest {
  private static final long FROM = 1_000_000;

  private final FederatedStore both =
      new FederatedStore(List.of(member("a", 0), member("b", 7000)), CallObserver.NONE);
  private final StoreGrpcServer server =
      StoreGrpcServer.start(both.handingOn(), GrpcServerConfig.plain("127.0.0.1", 0));
  private final ManagedChannel channel =
      Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
          .build();

  /** One series that ends shortly before the time that is asked for, and one that goes on. */
  private static Member member(String name, long offset) {
    MemoryStore store = new MemoryStore(name, Labels.EMPTY);
    for (long time = FROM - 200_000; time < FROM + 200_000; time += 15_000) {
      store.append(Labels.of("__name__", "up", "job", "stays"), time + offset, 1);
      if (time < FROM - 60_000) {
        store.append(Labels.of("__name__", "up", "job", "ended"), time + offset, 1);
      }
    }
    return new Member(store, true, Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
    both.close();
  }

  private List<Series> series(boolean labelsOnly) {
    SeriesRequest request =
        SeriesRequest.newBuilder()
            .setMinTime(FROM)
            .setMaxTime(FROM + 200_000)
            .setSkipChunks(labelsOnly)
            .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue("up"))
            .build();
    List<Series> all = new ArrayList<>();
    StoreGrpc.newBlockingStub(channel)
        .series(request)
        .forEachRemaining(
            frame -> {
              if (frame.hasSeries()) {
                all.add(frame.getSeries());
              }
            });
    return all;
  }

  /** Replicas are read from earlier on than asked; Thanos fails over a series without chunks. */
  @Test
  void aSeriesThatEndedBeforeTheTimeAskedForIsLeftOut() {
    assertThat(series(false))
        .hasSize(1)
        .allSatisfy(
            one -> {
              assertThat(one.getLabels(1).getValue().toStringUtf8()).isEqualTo("stays");
              assertThat(one.getChunksCount()).isPositive();
            });
    assertThat(series(true)).isNotEmpty().allMatch(one -> one.getChunksCount() == 0);
  }
}
