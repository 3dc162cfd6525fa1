package io.promontory.frontend.config;

import io.promontory.rules.yaml.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, each with its place. */
final class Problems {
  private final Path file;
  private final ConfigTree tree;
  private final List<String> found = new ArrayList<>();

  Problems(Path file, ConfigTree tree) {
    this.file = file;
    this.tree = tree;
  }

  /** A problem of the value at a path of keys and indexes. */
  void at(List<?> path, String message) {
    found.add(
        file + ":" + tree.positionOf(path) + ": " + MappingProblem.written(path) + " " + message);
  }

  /** A problem whose text says where. */
  void add(String message) {
    found.add(file + ":" + Position.START + ": " + message);
  }

  List<String> found() {
    return found;
  }
}
