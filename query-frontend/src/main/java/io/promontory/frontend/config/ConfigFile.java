package io.promontory.frontend.config;

import java.nio.file.Path;

/**
 * A file that was read and found good.
 *
 * @param path of the file, absolute; relative paths in it are relative to its folder
 * @param shown the file with all defaults, as YAML, secrets replaced
 */
public record ConfigFile(Path path, FrontendConfig config, String shown) {
  /** A path as written in the file. */
  public Path resolve(String written) {
    return path.resolveSibling(written).normalize();
  }
}
