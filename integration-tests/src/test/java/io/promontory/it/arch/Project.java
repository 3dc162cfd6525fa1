package io.promontory.it.arch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project as the rules see it: its modules, its files, its compiled main classes. */
final class Project {
  static final Path ROOT = Path.of(System.getProperty("promontory.root", "..")).normalize();

  static final List<String> MODULES =
      List.of(
          "series-model",
          "promql-engine",
          "api-protos",
          "object-store",
          "store-adapters",
          "rule-engine",
          "query-frontend",
          "integration-tests");

  /** The main classes that this build compiled, but those generated from protocols. */
  static final JavaClasses MAIN =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream()
                  .filter(module -> !module.equals("api-protos"))
                  .map(module -> ROOT.resolve(module).resolve("target/classes"))
                  .filter(Files::isDirectory)
                  .toList());

  private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".idea");

  private Project() {}

  /** Every file of the project but what the build made, by path below the root. */
  static List<Path> files() {
    var files = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean ours =
                  folder.equals(ROOT) || !NOT_OURS.contains(folder.getFileName().toString());
              return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !file.endsWith(".git")) {
                files.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  static List<Path> javaFiles() {
    return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** The text of a file, bytes that are no UTF-8 replaced. */
  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(ROOT.resolve(file)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
