package io.promontory.series.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference data beside the project: golden answers, conformance scripts, recorded blocks.
 *
 * <p>It is no part of the project. Where its folder is absent, a suite that asks for it does not
 * run and is named in {@code target/suites-not-run}; under {@code CI=true} absence is a failure.
 */
public final class Reference {
  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Path folder;
  private final Path notRun;
  private final boolean required;

  Reference(Path folder, Path notRun, boolean required) {
    this.folder = folder;
    this.notRun = notRun;
    this.required = required;
  }

  /**
   * A file or folder of the reference data, by the parts of its path; it need not exist.
   *
   * @throws org.opentest4j.TestAbortedException where the reference data is absent
   * @throws AssertionError where it is absent under {@code CI=true}
   */
  public static Path path(String... parts) {
    return configured().resolve(caller(), parts);
  }

  /**
   * Whether the reference data is there; if not, the calling suite is named as not run.
   *
   * @throws AssertionError where it is absent under {@code CI=true}
   */
  public static boolean present() {
    return configured().isPresentFor(caller());
  }

  Path resolve(String suite, String... parts) {
    if (!isPresentFor(suite)) {
      Assumptions.abort("no reference data at " + folder);
    }
    Path path = folder;
    for (String part : parts) {
      path = path.resolve(part);
    }
    return path;
  }

  boolean isPresentFor(String suite) {
    if (Files.isDirectory(folder)) {
      return true;
    }
    if (required) {
      throw new AssertionError(
          "no reference data at " + folder + ", and CI=true asks for it: -Dpromontory.reference=");
    }
    try {
      Files.createDirectories(notRun.toAbsolutePath().getParent());
      Files.writeString(
          notRun, suite + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  private static Reference configured() {
    Path root = Path.of(System.getProperty("promontory.root", ".."));
    String folder = System.getProperty("promontory.reference");
    return new Reference(
        folder == null ? root.resolve("../shared") : Path.of(folder),
        root.resolve("target/suites-not-run"),
        "true".equals(System.getenv("CI")));
  }

  /** The outermost test class on the stack, else the class that called. */
  static String caller() {
    return CALLERS.walk(
        frames ->
            frames
                .map(frame -> outermost(frame.getDeclaringClass()))
                .filter(type -> type != Reference.class)
                .filter(type -> type.getName().startsWith("io.promontory."))
                .reduce((inner, outer) -> outer.getName().endsWith("Test") ? outer : inner)
                .map(Class::getName)
                .orElse("unknown"));
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> host = type;
    while (host.getEnclosingClass() != null) {
      host = host.getEnclosingClass();
    }
    return host;
  }
}
