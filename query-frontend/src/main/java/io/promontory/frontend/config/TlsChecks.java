package io.promontory.frontend.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a good way to speak TLS to a server. */
final class TlsChecks {
  private TlsChecks() {}

  static void check(@Nullable TlsConfig config, List<?> path, Problems problems) {
    if (config != null && (config.certFile() == null) != (config.keyFile() == null)) {
      problems.at(path, "needs cert_file and key_file together");
    }
  }
}
