package io.promontory.frontend.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the rule files that a configuration names and checks each. */
public final class RuleFileCheck {
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
          }
        }
      } catch (IOException e) {
        problems.at(List.of("rule_files", i), "cannot be read: " + e.getMessage());
      }
    }
    found.addAll(problems.found());
    return found;
  }

  /** The files a glob matches, sorted; a path without {@code *?[} is that file. */
  static List<Path> files(Path glob) throws IOException {
    String name = glob.getFileName().toString();
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
