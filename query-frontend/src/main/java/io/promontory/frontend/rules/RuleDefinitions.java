package io.promontory.frontend.rules;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ExternalUrl;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.promql.FeatureFlags;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.file.RuleFiles;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.RuleGroup.Strictness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rule files that a configuration names. */
final class RuleDefinitions {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDefinitions.class);

  private RuleDefinitions() {}

  /**
   * The groups of all files, each file once, sorted by path.
   *
   * @throws ConfigException if one is not good
   */
  static List<GroupDefinition> of(ConfigFile file) throws ConfigException {
    FrontendConfig config = file.config();
    GroupDefinition.Defaults defaults = defaults(config);
    AlertOrigin origin = origin(config);
    RuleFileReader reader = new RuleFileReader(FeatureFlags.of(config.featureFlags()));
    List<GroupDefinition> groups = new ArrayList<>();
    for (Path path : paths(file)) {
      try {
        RuleFile rules = reader.read(path.toString(), Files.readString(path));
        rules.warnings().forEach(warning -> LOG.warn("{}", warning));
        rules
            .groups()
            .forEach(
                group -> groups.add(GroupDefinition.of(path.toString(), group, defaults, origin)));
      } catch (RuleFileException e) {
        throw new ConfigException(e.problems());
      } catch (IOException e) {
        throw new ConfigException(path + ": cannot be read: " + e.getMessage());
      }
    }
    return groups;
  }

  static GroupDefinition.Defaults defaults(FrontendConfig config) {
    return new GroupDefinition.Defaults(
        config.global().evaluationInterval(), config.global().ruleQueryOffset(), Strictness.ABORT);
  }

  static AlertOrigin origin(FrontendConfig config) {
    return AlertOrigin.at(
        URI.create(ExternalUrl.of(config)), Labels.of(config.global().externalLabels()));
  }

  private static TreeSet<Path> paths(ConfigFile file) throws ConfigException {
    TreeSet<Path> paths = new TreeSet<>();
    for (String glob : file.config().ruleFiles()) {
      try {
        paths.addAll(RuleFiles.matching(file.resolve(glob)));
      } catch (IOException e) {
        throw new ConfigException(glob + ": cannot be read: " + e.getMessage());
      }
    }
    return paths;
  }
}
