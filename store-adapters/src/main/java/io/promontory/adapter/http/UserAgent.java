package io.promontory.adapter.http;

import org.jspecify.annotations.Nullable;

/** The name under which requests are sent: {@code promontory/<version>}. */
final class UserAgent {
  static final String VALUE = "promontory/" + version();

  private UserAgent() {}

  private static String version() {
    @Nullable String version = UserAgent.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
