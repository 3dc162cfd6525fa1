package io.promontory.adapter.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** When files were last changed, how long they are and which they are: enough to see a change. */
public record FileStamps(List<String> stamps) {
  /** Of the files now; one that is missing has a stamp too. */
  public static FileStamps of(List<Path> files) {
    List<String> stamps = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(file + " " + now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
      } catch (IOException e) {
        stamps.add(file + " missing");
      }
    }
    return new FileStamps(List.copyOf(stamps));
  }
}
