package io.promontory.objectstore.bucket;

import java.util.List;

/**
 * What a listing found.
 *
 * @param objects sorted by the UTF-8 bytes of their keys
 * @param prefixes each ends with a slash; sorted; empty for a recursive listing
 */
public record Listing(List<ObjectInfo> objects, List<String> prefixes) {
  public Listing {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }
}
