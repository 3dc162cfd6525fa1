package io.promontory.objectstore.bucket;

import io.promontory.series.labels.Utf8Order;
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

  /** The greatest key or prefix; empty if there is none. */
  String last() {
    String key = objects.isEmpty() ? "" : objects.getLast().key();
    String prefix = prefixes.isEmpty() ? "" : prefixes.getLast();
    return Utf8Order.INSTANCE.compare(key, prefix) < 0 ? prefix : key;
  }
}
