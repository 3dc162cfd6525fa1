package io.promontory.frontend.config;

import java.nio.file.Path;

/**
 * A file that says how to reach an HTTP server, and nothing else.
 *
 * @param path of the file, absolute; relative paths in it are relative to its folder
 */
public record HttpClientFile(Path path, HttpClientKeys keys) {
  /** The file's keys, at its top. */
  @Section
  static final class Keys extends HttpClientSection {}

  /** A path as written in the file. */
  public Path resolve(String written) {
    return path.resolveSibling(written).normalize();
  }
}
