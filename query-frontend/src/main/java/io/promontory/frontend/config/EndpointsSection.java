package io.promontory.frontend.config;

import java.util.List;

/** A store that servers at one or more addresses give. */
public abstract sealed class EndpointsSection extends StoreConfig
    permits PrometheusStoreSection, GrpcStoreSection {
  @Doc(
      "Addresses of servers that hold the same data, in place of a single one. All are asked; what"
          + " one of them lacks another gives, and one answer is enough.")
  private List<String> replicas = List.of();

  public List<String> replicas() {
    return replicas;
  }

  /** The address of the single server, or those of all. */
  public List<String> addresses() {
    String one =
        switch (this) {
          case PrometheusStoreSection prometheus -> prometheus.url();
          case GrpcStoreSection grpc -> grpc.address();
        };
    return one == null || one.isEmpty() ? replicas : List.of(one);
  }
}
