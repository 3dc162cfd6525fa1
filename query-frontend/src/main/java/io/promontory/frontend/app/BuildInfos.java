package io.promontory.frontend.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads what the build wrote about itself. */
public final class BuildInfos {
  private BuildInfos() {}

  /** The build that this class belongs to. */
  public static BuildInfo ofThisBuild() {
    Properties build = new Properties();
    try (InputStream in = BuildInfos.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        build.getProperty("version", "unknown"),
        build.getProperty("revision", "unknown"),
        build.getProperty("branch", "unknown"),
        build.getProperty("user", "unknown"),
        build.getProperty("date", "unknown"));
  }
}
