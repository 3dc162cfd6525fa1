package io.promontory.adapter.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kinds of a store's failure as gRPC status codes, and back. */
final class StatusCodes {
  /** How the transport calls bytes that are no HTTP/2. */
  private static final String HTTP2_FAILURE = "http2 exception";

  private StatusCodes() {}

  static Status of(Throwable failure) {
    return switch (failure) {
      case StoreException e -> status(e.kind()).withDescription(e.describe()).withCause(e);
      case BudgetExceededException e ->
          Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage()).withCause(e);
      case StatusRuntimeException e -> e.getStatus();
      case StatusException e -> e.getStatus();
      default -> Status.INTERNAL.withDescription(failure.toString()).withCause(failure);
    };
  }

  private static Status status(Kind kind) {
    return switch (kind) {
      case UNAVAILABLE -> Status.UNAVAILABLE;
      case TIMEOUT -> Status.DEADLINE_EXCEEDED;
      case CANCELED -> Status.CANCELLED;
      case CORRUPT -> Status.DATA_LOSS;
      case BAD_REQUEST -> Status.INVALID_ARGUMENT;
      case LIMIT -> Status.RESOURCE_EXHAUSTED;
      case UNSUPPORTED -> Status.UNIMPLEMENTED;
    };
  }

  private static Kind kind(Status.Code code) {
    return switch (code) {
      case DEADLINE_EXCEEDED -> Kind.TIMEOUT;
      case CANCELLED -> Kind.CANCELED;
      case DATA_LOSS -> Kind.CORRUPT;
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> Kind.BAD_REQUEST;
      case RESOURCE_EXHAUSTED -> Kind.LIMIT;
      case UNIMPLEMENTED -> Kind.UNSUPPORTED;
      default -> Kind.UNAVAILABLE;
    };
  }

  /**
   * The failure behind a call that ended with a status.
   *
   * @param peer address of the server
   */
  static StoreException failure(String store, String peer, Throwable thrown) {
    Status status = Status.fromThrowable(thrown);
    Kind kind = kind(status.getCode());
    StoreException failure = new StoreException(store, kind, text(peer, status, kind), thrown);
    // What the server itself finds unavailable, it has tried again.
    return isOfConnection(status) ? failure.worthRetryAfter(Duration.ZERO) : failure;
  }

  /** Whether a failure is one of a query, as Thanos' servers end it. */
  static boolean isAborted(StoreException failure) {
    Throwable cause = failure.getCause();
    return cause != null && Status.fromThrowable(cause).getCode() == Status.Code.ABORTED;
  }

  /**
   * What a server sends has no cause; without an answer of its own, the way to it is at fault. A
   * connection that closes while a request is being written to it ends that call as unknown.
   */
  private static boolean isOfConnection(Status status) {
    @Nullable Throwable cause = status.getCause();
    if (cause == null) {
      return false;
    }
    return switch (status.getCode()) {
      case UNAVAILABLE -> true;
      case INTERNAL -> HTTP2_FAILURE.equals(status.getDescription());
      case UNKNOWN -> cause instanceof ClosedChannelException;
      default -> false;
    };
  }

  private static String text(String peer, Status status, Kind kind) {
    String description = status.getDescription();
    String said = description == null ? "" : description.lines().findFirst().orElse("");
    @Nullable Throwable cause = status.getCause();
    if (cause != null && isOfConnection(status)) {
      return "no connection to " + peer + ": " + innermost(cause);
    }
    if (kind == Kind.TIMEOUT) {
      return "no complete answer from " + peer + " within the deadline";
    }
    if (kind == Kind.LIMIT) {
      // Thanos' proxies find the code of a limit by these words in a warning.
      return "rpc error: code = ResourceExhausted desc = " + said;
    }
    return said.isEmpty() ? peer + " answers " + status.getCode() : said;
  }

  private static String innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null && inner.getCause() != inner) {
      inner = inner.getCause();
    }
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
