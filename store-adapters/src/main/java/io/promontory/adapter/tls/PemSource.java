package io.promontory.adapter.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where certificates or a key in PEM come from: a file, or a text given in place. */
public sealed interface PemSource {
  /** The text itself. */
  String read() throws IOException;

  static PemSource file(Path file) {
    return new InFile(file);
  }

  static PemSource text(String key, String text) {
    return new Inline(key, text);
  }

  /** A file, which may change. */
  record InFile(Path file) implements PemSource {
    @Override
    public String read() throws IOException {
      return Files.readString(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * A text given in place, which is never shown.
   *
   * @param key of the configuration, that stands for the text in messages
   */
  record Inline(String key, String text) implements PemSource {
    @Override
    public String read() {
      return text;
    }

    @Override
    public String toString() {
      return "the key \"" + key + "\"";
    }
  }
}
