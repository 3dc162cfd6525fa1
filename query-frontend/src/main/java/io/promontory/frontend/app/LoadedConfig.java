package io.promontory.frontend.app;

import io.promontory.frontend.config.FrontendConfig;
import java.time.Instant;

/**
 * A configuration in force.
 *
 * @param shown the file as YAML with defaults, secrets replaced, as {@code status/config} shows it
 * @param loadedAt when it was read
 */
public record LoadedConfig(FrontendConfig config, String shown, Instant loadedAt) {}
