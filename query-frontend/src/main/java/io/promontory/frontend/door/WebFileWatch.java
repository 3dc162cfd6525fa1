package io.promontory.frontend.door;

import io.promontory.adapter.tls.FileStamps;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.WebFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A web configuration as it is now: read again when the file changes, kept while it is broken. */
final class WebFileWatch implements Supplier<WebFile> {
  private static final Logger LOG = LoggerFactory.getLogger(WebFileWatch.class);

  private final Path path;
  private final ConfigLoader loader = new ConfigLoader();
  private volatile Read last;

  private record Read(FileStamps stamps, WebFile file) {}

  /**
   * Reads the file.
   *
   * @throws ConfigException if it is refused
   */
  WebFileWatch(Path path) throws ConfigException {
    this.path = path;
    FileStamps stamps = stamps();
    this.last = new Read(stamps, loader.loadWeb(path));
  }

  private FileStamps stamps() {
    return FileStamps.of(List.of(path));
  }

  @Override
  public WebFile get() {
    Read known = last;
    return known.stamps().equals(stamps()) ? known.file() : reload();
  }

  private synchronized WebFile reload() {
    FileStamps now = stamps();
    WebFile known = last.file();
    if (last.stamps().equals(now)) {
      return known;
    }
    WebFile next = known;
    try {
      next = loader.loadWeb(path);
      LOG.atInfo().addKeyValue("file", path).log("web configuration read again");
      if ((next.tls() == null) != (known.tls() == null)) {
        LOG.atWarn()
            .addKeyValue("file", path)
            .log("TLS is switched on or off at the next start only");
      }
    } catch (ConfigException e) {
      LOG.atError()
          .addKeyValue("file", path)
          .addKeyValue("problems", e.problems())
          .log("web configuration not read again; the one before stays in force");
    }
    last = new Read(now, next);
    return next;
  }
}
