package io.promontory.frontend.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of the pages, as they were bundled, in memory. */
final class UiAssets {
  /**
   * One file.
   *
   * @param type its media type
   * @param gzip the same content, packed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Asset(String type, byte[] content, byte[] gzip) {}

  private final String index;
  private final Map<String, Asset> assets;

  private UiAssets(String index, Map<String, Asset> assets) {
    this.index = index;
    this.assets = assets;
  }

  /**
   * Reads them from this package.
   *
   * @throws IllegalStateException if the build left one out
   */
  static UiAssets load() {
    Map<String, Asset> assets = new TreeMap<>();
    for (String name : new String(read("assets.list"), UTF_8).lines().toList()) {
      byte[] packed = read("assets/" + name + ".gz");
      assets.put(name, new Asset(type(name), read("assets/" + name), packed));
    }
    return new UiAssets(new String(read("index.html"), UTF_8), assets);
  }

  private static byte[] read(String name) {
    try (InputStream in = UiAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "this build lacks " + name + " of its web pages: build it again with ./dev dist");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " of the web pages", e);
    }
  }

  private static String type(String name) {
    return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
  }

  /** The page of HTML, its scripts and styles allowed by a nonce. */
  String index(String nonce) {
    return index.replace("NONCE", nonce);
  }

  /** A file by its name, which changes with its content; null for none. */
  @Nullable Asset get(String name) {
    return assets.get(name);
  }
}
