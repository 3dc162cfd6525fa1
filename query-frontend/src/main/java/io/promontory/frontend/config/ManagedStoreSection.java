package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** A workspace of Amazon Managed Service for Prometheus. */
@Section
@Doc("A workspace of Amazon Managed Service for Prometheus (`type: managed`). Not in this version.")
public final class ManagedStoreSection extends StoreConfig {
  @Doc("URL of the workspace. Required.")
  private String url = "";

  @Doc("How requests are signed.")
  private @Nullable Sigv4Config sigv4;

  public String url() {
    return url;
  }

  public @Nullable Sigv4Config sigv4() {
    return sigv4;
  }
}
