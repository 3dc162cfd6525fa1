package io.promontory.frontend.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A file that was read and found good.
 *
 * @param path of the file, absolute; relative paths in it are relative to its folder
 * @param printed the file with all defaults, as YAML, secrets replaced; printed when first asked
 *     for
 * @param storeDigests of the entries of {@code stores}, one each: equal for entries that say the
 *     same, secrets included
 * @param sectionDigests by top-level key: equal for sections that say the same, secrets included;
 *     made when first asked for
 */
public record ConfigFile(
    Path path,
    FrontendConfig config,
    Supplier<String> printed,
    List<String> storeDigests,
    Supplier<Map<String, String>> sectionDigests) {
  public ConfigFile {
    storeDigests = List.copyOf(storeDigests);
  }

  /** The file with all defaults, as YAML, secrets replaced. */
  public String shown() {
    return printed.get();
  }

  /** A path as written in the file. */
  public Path resolve(String written) {
    return path.resolveSibling(written).normalize();
  }

  /**
   * Top-level keys whose values, defaults and secrets included, differ from those of another file,
   * sorted.
   */
  public List<String> sectionsUnlike(ConfigFile other) {
    Map<String, String> mine = sectionDigests.get();
    Map<String, String> others = other.sectionDigests.get();
    TreeSet<String> keys = new TreeSet<>(mine.keySet());
    keys.addAll(others.keySet());
    keys.removeIf(key -> Objects.equals(mine.get(key), others.get(key)));
    return List.copyOf(keys);
  }
}
