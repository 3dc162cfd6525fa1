package io.promontory.frontend.config;

import io.promontory.rules.file.RuleFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Finds the rule files that a configuration names and checks each. */
final class RuleFileCheck {
  private RuleFileCheck() {}

  /** What is wrong with the rule files of a configuration, one line each. */
  static List<String> check(ConfigFile file, Problems problems) {
    List<String> found = new ArrayList<>();
    List<String> globs = file.config().ruleFiles();
    for (int i = 0; i < globs.size(); i++) {
      try {
        for (Path path : files(file.resolve(globs.get(i)))) {
          if (!Files.isReadable(path)) {
            problems.at(List.of("rule_files", i), "names " + path + ", which cannot be read");
          } else {
            found.addAll(faults(path, file.config().featureFlags()));
          }
        }
      } catch (IOException | PatternSyntaxException e) {
        problems.at(List.of("rule_files", i), "is \"" + globs.get(i) + "\": " + e.getMessage());
      }
    }
    List<String> all = new ArrayList<>(problems.found());
    all.addAll(found);
    return all;
  }

  /** Rules in the rule files of a configuration that was found good. */
  static int ruleCount(ConfigFile file) throws ConfigException {
    int count = 0;
    for (String glob : file.config().ruleFiles()) {
      try {
        for (Path path : files(file.resolve(glob))) {
          count += read(path, file.config().featureFlags()).ruleCount();
        }
      } catch (IOException e) {
        throw new ConfigException(glob + ": cannot be read: " + e.getMessage());
      }
    }
    return count;
  }

  private static List<String> faults(Path path, List<String> features) {
    try {
      RuleFile ignored = read(path, features);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private static RuleFile read(Path path, List<String> features) throws ConfigException {
    return FileCheck.rules(path.toString(), TextFile.read(path), features);
  }

  /** The files a glob matches, sorted; a path without {@code *?[} is that file. */
  private static List<Path> files(Path glob) throws IOException {
    String name = String.valueOf(glob.getFileName());
    if (name.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
      return List.of(glob);
    }
    List<Path> files = new ArrayList<>();
    Path folder = glob.getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, name)) {
        matches.forEach(files::add);
      }
    }
    files.sort(null);
    return files;
  }
}
