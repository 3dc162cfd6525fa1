package io.promontory.it.thanos;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchanges of {@link RealThanosTest}, replayed where there is no Thanos. */
class RecordedThanosTest {
  @TempDir private Path directory;

  /** What a Querier asked is asked again, byte by byte. */
  @ParameterizedTest
  @ValueSource(strings = {"querier", "querier-dedup", "querier-distributed"})
  void aQueriersRequestsAreAnsweredAsThen(String recording) throws IOException {
    List<Exchange> exchanges = Exchange.recorded(recording);
    assertThat(exchanges).hasSizeGreaterThan(10);
    try (PromontoryServer ours =
        PromontoryServer.start(directory, PairData.served(0) + PairData.asStore(directory, 1))) {
      assertThat(ours.client().get("/-/ready").status()).isEqualTo(200);
      ManagedChannel channel =
          Grpc.newChannelBuilder(
                  "127.0.0.1:" + ours.grpcPort(), InsecureChannelCredentials.create())
              .build();
      try {
        for (Exchange exchange : exchanges) {
          assertThat(WireAnswers.texts(exchange, answer(channel, exchange)))
              .as(exchange.method())
              .isEqualTo(WireAnswers.texts(exchange, exchange.frames()));
        }
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static List<byte[]> answer(ManagedChannel channel, Exchange exchange) {
    List<byte[]> frames = new ArrayList<>();
    ClientCalls.blockingServerStreamingCall(
            channel,
            RawCalls.method(exchange.method()),
            CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
            exchange.request())
        .forEachRemaining(frames::add);
    return frames;
  }

  @Test
  void aStoreGatewaysFramesAreUnderstood() throws IOException {
    assertSame("store-gateway", 2);
  }

  @Test
  void aSidecarsFramesAreUnderstood() throws IOException {
    assertSame("sidecar", 1);
  }

  private void assertSame(String recording, int replicas) throws IOException {
    try (ReplayServer far = new ReplayServer(recording);
        PromontoryServer ours =
            PromontoryServer.start(
                directory,
                "stores: [{name: far, type: grpc, address: \"" + far.address() + "\"}]\n");
        PromontoryServer direct =
            PromontoryServer.start(directory, PairData.asStore(directory, replicas))) {
      assertThat(Questions.differences(direct.client(), ours.client())).isEmpty();
      assertThat(Questions.lookups(ours.client())).isEqualTo(Questions.lookups(direct.client()));
    }
  }
}
