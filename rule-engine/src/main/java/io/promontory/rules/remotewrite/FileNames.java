package io.promontory.rules.remotewrite;

import io.promontory.series.text.Sha256;

/** Names of files for receivers, whose own names may have any character. */
final class FileNames {
  private static final int DIGITS = 32;

  private FileNames() {}

  static String of(String receiver) {
    return Sha256.hex(receiver).substring(0, DIGITS);
  }
}
