package io.promontory.frontend.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.text.Sha256;
import java.util.ArrayList;
import java.util.List;

/** Tells entries of {@code stores} apart without keeping their secrets. */
final class StoreDigests {
  private StoreDigests() {}

  /** The SHA-256 of each entry as written, with variables replaced. */
  static List<String> of(JsonNode stores) {
    List<String> digests = new ArrayList<>();
    for (JsonNode store : stores) {
      digests.add(Sha256.hex(store.toString()));
    }
    return digests;
  }
}
