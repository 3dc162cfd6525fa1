package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** The gRPC port that serves this process's stores to others. */
@Section
@Doc(
    "Serves the stores of this process as one StoreAPI server. Without this section there is no gRPC port.")
public final class GrpcConfig {
  @Doc("Address to listen on, as `host:port`; port 0 takes a free one.")
  private String listenAddress = "127.0.0.1:10901";

  @Doc("TLS; without it the port speaks plain text.")
  private @Nullable TlsServerSection tlsConfig;

  public String listenAddress() {
    return listenAddress;
  }

  public @Nullable TlsServerSection tlsConfig() {
    return tlsConfig;
  }
}
