package io.promontory.frontend.client;

import io.promontory.adapter.auth.Secret;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets that stand in the configuration or in a file of their own. */
final class Secrets {
  private Secrets() {}

  /** The one that is set; null for neither. */
  static @Nullable Secret find(
      @Nullable Secret inline, @Nullable String inFile, Function<String, Path> files) {
    return inFile == null ? inline : Secret.fromFile(files.apply(inFile));
  }

  /** As {@link #find}; an empty text for neither. */
  static Secret of(@Nullable Secret inline, @Nullable String inFile, Function<String, Path> files) {
    Secret found = find(inline, inFile, files);
    return found == null ? Secret.of("") : found;
  }
}
