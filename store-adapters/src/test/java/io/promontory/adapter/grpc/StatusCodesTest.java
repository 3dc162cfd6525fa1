package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusCodesTest {
  private static StoreException failure(Status status) {
    return StatusCodes.failure("eu", "10.0.0.1:10901", status.asRuntimeException());
  }

  @Test
  void aRefusedConnectionIsTriedAgain() {
    StoreException failure =
        failure(Status.UNAVAILABLE.withCause(new ConnectException("Connection refused")));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ZERO);
    assertThat(failure).hasMessageContaining("no connection to 10.0.0.1:10901");
  }

  @Test
  void aConnectionThatClosesUnderTheRequestIsTriedAgain() {
    StoreException failure =
        failure(
            Status.UNKNOWN
                .withDescription("channel closed")
                .withCause(new ClosedChannelException()));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ZERO);
    assertThat(failure).hasMessageContaining("no connection to 10.0.0.1:10901");
  }

  @Test
  void whatTheServerSaysIsNotTriedAgain() {
    assertThat(failure(Status.UNAVAILABLE.withDescription("no space left")).retryAfter()).isNull();
    assertThat(failure(Status.UNKNOWN.withDescription("channel closed")).retryAfter()).isNull();
    assertThat(failure(Status.UNKNOWN.withCause(new IllegalStateException())).retryAfter())
        .isNull();
  }

  @Test
  void lateIsLate() {
    assertThat(failure(Status.DEADLINE_EXCEEDED).kind()).isEqualTo(Kind.TIMEOUT);
  }
}
