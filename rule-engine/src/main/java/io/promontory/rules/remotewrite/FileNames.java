package io.promontory.rules.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of files for receivers, whose own names may have any character. */
final class FileNames {
  private static final int DIGITS = 32;

  private FileNames() {}

  static String of(String receiver) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(receiver.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
