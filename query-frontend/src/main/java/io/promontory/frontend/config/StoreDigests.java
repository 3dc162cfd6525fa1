package io.promontory.frontend.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tells entries of {@code stores} apart without keeping their secrets. */
final class StoreDigests {
  private StoreDigests() {}

  /** The SHA-256 of each entry as written, with variables replaced. */
  static List<String> of(JsonNode stores) {
    List<String> digests = new ArrayList<>();
    for (JsonNode store : stores) {
      digests.add(HexFormat.of().formatHex(sha256().digest(store.toString().getBytes(UTF_8))));
    }
    return digests;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
