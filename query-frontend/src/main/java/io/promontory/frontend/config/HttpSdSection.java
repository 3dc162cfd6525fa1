package io.promontory.frontend.config;

import java.time.Duration;

/** An HTTP server that names targets. */
@Section
@Doc("An HTTP server that names targets, as a JSON list of target groups. Rules see `__meta_url`.")
public final class HttpSdSection extends HttpClientSection {
  @Doc("URL to get. Required.")
  private String url = "";

  @Doc("How often it is asked.")
  private Duration refreshInterval = Duration.ofMinutes(1);

  public String url() {
    return url;
  }

  public Duration refreshInterval() {
    return refreshInterval;
  }
}
