package io.promontory.adapter.grpc;

import io.promontory.adapter.http.TlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a StoreAPI server.
 *
 * @param name of the store, for errors and warnings
 * @param address {@code host:port}
 * @param tls null for plain text
 * @param timeout most time for one call, its whole answer included
 * @param infoInterval how often to ask the server what it is
 * @param maxMessageBytes largest frame accepted
 */
public record GrpcStoreConfig(
    String name,
    String address,
    @Nullable TlsConfig tls,
    Duration timeout,
    Duration infoInterval,
    int maxMessageBytes) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration DEFAULT_INFO_INTERVAL = Duration.ofSeconds(10);
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 128 << 20;

  /** All defaults. */
  public static GrpcStoreConfig of(String name, String address) {
    return new GrpcStoreConfig(
        name, address, null, DEFAULT_TIMEOUT, DEFAULT_INFO_INTERVAL, DEFAULT_MAX_MESSAGE_BYTES);
  }

  public GrpcStoreConfig withTls(@Nullable TlsConfig newTls) {
    return new GrpcStoreConfig(name, address, newTls, timeout, infoInterval, maxMessageBytes);
  }

  public GrpcStoreConfig withTimeout(Duration newTimeout) {
    return new GrpcStoreConfig(name, address, tls, newTimeout, infoInterval, maxMessageBytes);
  }

  public GrpcStoreConfig withInfoInterval(Duration interval) {
    return new GrpcStoreConfig(name, address, tls, timeout, interval, maxMessageBytes);
  }
}
