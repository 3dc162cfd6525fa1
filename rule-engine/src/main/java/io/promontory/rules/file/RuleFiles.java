package io.promontory.rules.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds rule files. */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * The files that a glob matches, sorted: {@code * ? [} in any part of the path. A path without
   * these is that file, if it is there.
   *
   * @throws java.util.regex.PatternSyntaxException if it is no glob
   */
  public static List<Path> matching(Path glob) throws IOException {
    List<Path> found = new ArrayList<>();
    found.add(glob.isAbsolute() ? glob.getRoot() : Path.of(""));
    for (Path part : glob) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        addMatching(folder, part.toString(), next);
      }
      found = next;
    }
    found.sort(null);
    return List.copyOf(found);
  }

  /**
   * The text of a rule file, or of a file of tests.
   *
   * @throws RuleFileException if there is none to be had; it says why
   */
  public static String text(Path file) throws RuleFileException {
    String problem;
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      problem = "no such file";
    } catch (AccessDeniedException e) {
      problem = "may not be read by this user";
    } catch (CharacterCodingException e) {
      problem = "is not UTF-8";
    } catch (IOException e) {
      problem =
          Files.isDirectory(file)
              ? "is a folder; name a file in it"
              : "cannot be read: " + e.getMessage();
    }
    throw new RuleFileException(List.of(file + ": " + problem));
  }

  private static void addMatching(Path folder, String part, List<Path> matches) throws IOException {
    if (part.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
      Path path = folder.resolve(part);
      if (Files.exists(path)) {
        matches.add(path);
      }
    } else if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, part)) {
        paths.forEach(matches::add);
      }
    }
  }
}
