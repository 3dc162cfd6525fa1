package io.promontory.adapter.blocks.catalogue;

import java.util.Map;

/**
 * How many blocks are in which state.
 *
 * @param read whole, and may be read
 * @param unknown their meta.json was not read yet
 * @param superseded left out since a compacted block has all that is in them
 * @param deleted left out since they are marked for deletion
 * @param setAside by what is wrong with them: {@code meta}, {@code files} or {@code content}
 * @param partial being uploaded or deleted, by the file that is missing: {@code meta}, {@code
 *     index} or {@code chunks}
 */
public record CatalogueCounts(
    int read,
    int unknown,
    int superseded,
    int deleted,
    Map<String, Integer> setAside,
    Map<String, Integer> partial) {
  public static final CatalogueCounts NONE = new CatalogueCounts(0, 0, 0, 0, Map.of(), Map.of());

  public CatalogueCounts {
    setAside = Map.copyOf(setAside);
    partial = Map.copyOf(partial);
  }
}
