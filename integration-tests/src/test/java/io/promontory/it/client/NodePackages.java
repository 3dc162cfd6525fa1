package io.promontory.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The Node clients: folders of scripts, each with the packages its lock file names. */
final class NodePackages {
  private static final String LOCK = "package-lock.json";

  private NodePackages() {}

  /**
   * The scripts of {@code src/test/<folder>} beside their packages, installed once for each build
   * folder and lock file.
   */
  static Path install(String folder) {
    try {
      Path source = Path.of("src", "test", folder).toAbsolutePath();
      Path home = Files.createDirectories(Path.of("target", folder).toAbsolutePath());
      Path installed = home.resolve("installed");
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, home.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (!Files.exists(installed) || Files.mismatch(home.resolve(LOCK), installed) >= 0) {
        Tools.Output install =
            Tools.run(home, List.of("npm", "ci", "--no-audit", "--no-fund", "--no-progress"));
        assertThat(install.exit()).as(install.text()).isZero();
        Files.copy(home.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("installing the packages of " + folder, e);
    }
  }
}
