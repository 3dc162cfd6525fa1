package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** Any StoreAPI server: Thanos' or ours. */
@Section
@Doc("Any StoreAPI server (`type: grpc`): Thanos' or a Promontory with a `grpc` section.")
public final class GrpcStoreSection extends StoreConfig {
  @Doc("Address of the server, as `host:port`. Required.")
  private String address = "";

  @Doc("TLS; without it the connection is plain text.")
  private @Nullable TlsConfig tlsConfig;

  public String address() {
    return address;
  }

  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }
}
