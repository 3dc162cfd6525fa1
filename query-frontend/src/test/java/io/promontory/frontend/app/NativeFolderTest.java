package io.promontory.frontend.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  @TempDir private Path data;

  @Test
  void losesWhatAKilledProcessLeft() throws Exception {
    Path folder = Files.createDirectories(data.resolve("native"));
    Files.writeString(folder.resolve("snappy-1.1.10-libsnappyjava.so"), "old");
    Files.writeString(folder.resolve("other"), "stays");
    assertThat(NativeFolder.emptied(folder)).isEqualTo(folder);
    assertThat(folder.toFile().list()).containsExactly("other");
  }

  @Test
  void isNotUsedWhereItCannotBeMade() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "in the way");
    assertThat(NativeFolder.emptied(file.resolve("native"))).isNull();
  }
}
