package io.promontory.frontend.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text file of bounded size. */
final class TextFile {
  private static final long MAX_BYTES = 3 << 20;

  private TextFile() {}

  static String read(Path file) throws ConfigException {
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigException(file + ": is a folder; name a file in it");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + ": is larger than 3 MiB");
      }
      return Files.readString(file, UTF_8);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw new ConfigException(file + ": may not be read by this user");
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": is not UTF-8");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
