package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server that rule results are written to. */
@Section
@Doc("A server that rule results are written to. Read and checked; this version writes none.")
public final class RemoteWriteConfig extends HttpClientSection {
  @Doc("URL to post to. Required.")
  private String url = "";

  @Doc("Name in logs and metrics; default: the URL.")
  private @Nullable String name;

  @Doc("Longest time to wait for one answer.")
  private Duration remoteTimeout = Duration.ofSeconds(30);

  public String url() {
    return url;
  }

  public @Nullable String name() {
    return name;
  }

  public Duration remoteTimeout() {
    return remoteTimeout;
  }
}
