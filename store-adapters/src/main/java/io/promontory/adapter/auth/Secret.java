package io.promontory.adapter.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is sent but never shown: given in place, or kept in a file. */
public sealed interface Secret {
  /** What stands for the text wherever something is shown. */
  String SHOWN = "<secret>";

  /**
   * The text itself.
   *
   * @throws UncheckedIOException if its file cannot be read; the message names the file
   */
  String reveal();

  static Secret of(String text) {
    return new Inline(text);
  }

  /**
   * Read anew for each request, so that a rotated file is seen; surrounding blanks do not count.
   */
  static Secret fromFile(Path file) {
    return new InFile(file);
  }

  /** A secret given in place. */
  record Inline(String text) implements Secret {
    @Override
    public String reveal() {
      return text;
    }

    @Override
    public String toString() {
      return SHOWN;
    }
  }

  /** A secret kept in a file. */
  record InFile(Path file) implements Secret {
    @Override
    public String reveal() {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the secret in " + file, e);
      }
    }
  }
}
