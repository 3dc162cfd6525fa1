package io.promontory.adapter.grpc;

import io.promontory.adapter.tls.TlsServerConfig;
import io.promontory.series.store.QueryBudget;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to serve gRPC.
 *
 * @param host address to bind
 * @param port 0 for a free one
 * @param tls null for plain text
 * @param maxRequestBytes largest request
 * @param maxCallTime how long a call may last, whatever its client's deadline
 * @param budgets makes what one call may use
 * @param evaluator version of the server to announce, where it serves {@code Evaluator} and
 *     expressions mean there what they mean without feature flags; null elsewhere
 */
public record GrpcServerConfig(
    String host,
    int port,
    @Nullable TlsServerConfig tls,
    int maxRequestBytes,
    Duration maxCallTime,
    Supplier<QueryBudget> budgets,
    @Nullable String evaluator) {
  public static final int DEFAULT_MAX_REQUEST_BYTES = 16 << 20;
  public static final Duration DEFAULT_MAX_CALL_TIME = Duration.ofMinutes(10);

  public static GrpcServerConfig plain(String host, int port) {
    return new GrpcServerConfig(
        host,
        port,
        null,
        DEFAULT_MAX_REQUEST_BYTES,
        DEFAULT_MAX_CALL_TIME,
        QueryBudget::unlimited,
        null);
  }

  public GrpcServerConfig withEvaluator(@Nullable String version) {
    return new GrpcServerConfig(host, port, tls, maxRequestBytes, maxCallTime, budgets, version);
  }

  public GrpcServerConfig withBudgets(Supplier<QueryBudget> others) {
    return new GrpcServerConfig(host, port, tls, maxRequestBytes, maxCallTime, others, evaluator);
  }

  public GrpcServerConfig withMaxCallTime(Duration longest) {
    return new GrpcServerConfig(host, port, tls, maxRequestBytes, longest, budgets, evaluator);
  }

  public GrpcServerConfig withTls(@Nullable TlsServerConfig other) {
    return new GrpcServerConfig(
        host, port, other, maxRequestBytes, maxCallTime, budgets, evaluator);
  }
}
