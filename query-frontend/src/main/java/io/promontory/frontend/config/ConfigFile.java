package io.promontory.frontend.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.List;
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
 */
public record ConfigFile(
    Path path, FrontendConfig config, Supplier<String> printed, List<String> storeDigests) {
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

  /** Top-level keys whose values, defaults included, differ from those of another file, sorted. */
  public List<String> sectionsUnlike(ConfigFile other) {
    try {
      YAMLMapper yaml = new YAMLMapper();
      JsonNode mine = yaml.readTree(shown());
      JsonNode others = yaml.readTree(other.shown());
      TreeSet<String> keys = new TreeSet<>();
      mine.fieldNames().forEachRemaining(keys::add);
      others.fieldNames().forEachRemaining(keys::add);
      keys.removeIf(key -> mine.path(key).equals(others.path(key)));
      return List.copyOf(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a shown configuration is no YAML", e);
    }
  }
}
