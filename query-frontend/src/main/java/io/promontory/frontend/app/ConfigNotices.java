package io.promontory.frontend.app;

import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.FrontendConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which sections of a good file have no effect, or none yet. */
final class ConfigNotices {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigNotices.class);
  private static final Set<String> NOT_WAITING =
      Set.of("stores", "rule_files", "alerting", "remote_write");

  private ConfigNotices() {}

  /** Warns of sections that this version reads and checks and does not act on. */
  static void warnOfIdle(FrontendConfig config) {
    List<String> sections = idle(config);
    if (!sections.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("sections", sections)
          .log(
              "these sections are checked but not acted on: without rule_files there are no results"
                  + " to write");
    }
  }

  /** Warns of sections that changed since the start and take effect at the next one. */
  static void warnOfWaiting(ConfigFile started, ConfigFile reloaded) {
    List<String> sections = waiting(started, reloaded);
    if (!sections.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("sections", sections)
          .log(
              "these sections changed and wait for a restart; a reload takes stores, rule_files,"
                  + " alerting and remote_write");
    }
  }

  static List<String> idle(FrontendConfig config) {
    List<String> sections = new ArrayList<>();
    if (!config.remoteWrite().isEmpty() && config.ruleFiles().isEmpty()) {
      sections.add("remote_write");
    }
    return sections;
  }

  static List<String> waiting(ConfigFile started, ConfigFile reloaded) {
    return reloaded.sectionsUnlike(started).stream().filter(s -> !NOT_WAITING.contains(s)).toList();
  }
}
