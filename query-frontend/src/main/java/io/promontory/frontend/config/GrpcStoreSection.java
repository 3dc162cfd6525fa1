package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** Any StoreAPI server: Thanos' or ours. */
@Section
@Doc("Any StoreAPI server (`type: grpc`): Thanos' or a Promontory with a `grpc` section.")
public final class GrpcStoreSection extends EndpointsSection {
  @Doc("Address of the server, as `host:port`. Required, unless `replicas` or targets are set.")
  private String address = "";

  @Doc("TLS; without it the connection is plain text.")
  private @Nullable TlsConfig tlsConfig;

  @Doc(
      "On whose behalf to ask, as the metadata `thanos-tenant`, where the query does not say; for"
          + " servers that account for it.")
  private @Nullable String tenant;

  @Doc(
      "True for a Thanos before v0.41, which numbers the states of alerts otherwise; no answer"
          + " tells.")
  private boolean oldAlertStates;

  public String address() {
    return address;
  }

  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }

  public @Nullable String tenant() {
    return tenant;
  }

  public boolean oldAlertStates() {
    return oldAlertStates;
  }
}
