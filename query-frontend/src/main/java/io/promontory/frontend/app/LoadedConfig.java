package io.promontory.frontend.app;

import io.promontory.frontend.config.FrontendConfig;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A configuration in force.
 *
 * @param printed the file as YAML with defaults, secrets replaced
 * @param loadedAt when it was read
 */
public record LoadedConfig(FrontendConfig config, Supplier<String> printed, Instant loadedAt) {
  /** The file as YAML with defaults, secrets replaced, as {@code status/config} shows it. */
  public String shown() {
    return printed.get();
  }
}
