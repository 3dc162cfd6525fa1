package io.promontory.adapter.grpc;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.tls.TlsConfig;
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
 * @param tenant on whose behalf to ask where a query does not say; null for nobody
 * @param oldAlertStates the server numbers the states of alerts as Thanos did before v0.41
 * @param pushdown when the server evaluates in place of us
 */
public record GrpcStoreConfig(
    String name,
    String address,
    @Nullable TlsConfig tls,
    Duration timeout,
    Duration infoInterval,
    int maxMessageBytes,
    @Nullable String tenant,
    boolean oldAlertStates,
    Pushdown pushdown) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration DEFAULT_INFO_INTERVAL = Duration.ofSeconds(10);
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 128 << 20;

  /** All defaults. */
  public static GrpcStoreConfig of(String name, String address) {
    return new GrpcStoreConfig(
        name,
        address,
        null,
        DEFAULT_TIMEOUT,
        DEFAULT_INFO_INTERVAL,
        DEFAULT_MAX_MESSAGE_BYTES,
        null,
        false,
        Pushdown.AUTO);
  }

  public GrpcStoreConfig withTls(@Nullable TlsConfig newTls) {
    return new GrpcStoreConfig(
        name,
        address,
        newTls,
        timeout,
        infoInterval,
        maxMessageBytes,
        tenant,
        oldAlertStates,
        pushdown);
  }

  public GrpcStoreConfig withTimeout(Duration newTimeout) {
    return new GrpcStoreConfig(
        name,
        address,
        tls,
        newTimeout,
        infoInterval,
        maxMessageBytes,
        tenant,
        oldAlertStates,
        pushdown);
  }

  public GrpcStoreConfig withInfoInterval(Duration interval) {
    return new GrpcStoreConfig(
        name, address, tls, timeout, interval, maxMessageBytes, tenant, oldAlertStates, pushdown);
  }

  public GrpcStoreConfig withTenant(@Nullable String newTenant) {
    return new GrpcStoreConfig(
        name,
        address,
        tls,
        timeout,
        infoInterval,
        maxMessageBytes,
        newTenant,
        oldAlertStates,
        pushdown);
  }

  public GrpcStoreConfig withOldAlertStates(boolean old) {
    return new GrpcStoreConfig(
        name, address, tls, timeout, infoInterval, maxMessageBytes, tenant, old, pushdown);
  }

  public GrpcStoreConfig withPushdown(Pushdown newPushdown) {
    return new GrpcStoreConfig(
        name,
        address,
        tls,
        timeout,
        infoInterval,
        maxMessageBytes,
        tenant,
        oldAlertStates,
        newPushdown);
  }
}
