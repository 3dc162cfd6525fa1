package io.promontory.frontend.config;

import java.util.List;

/** Where alerts go. */
@Section
@Doc("Where alerts go. Read and checked; this version sends none.")
public final class AlertingConfig {
  @Doc("Groups of Alertmanagers.")
  private List<AlertmanagerConfig> alertmanagers = List.of();

  public List<AlertmanagerConfig> alertmanagers() {
    return alertmanagers;
  }
}
