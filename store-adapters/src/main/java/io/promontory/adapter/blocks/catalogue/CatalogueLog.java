package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once what went wrong with a catalogue, and when it is right again. */
final class CatalogueLog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  /** Blocks that one listing brings bad news of; the metrics count them all. */
  private static final int MOST_BLOCKS = 20;

  private final String store;
  private final AtomicInteger blocks = new AtomicInteger();
  private @Nullable String listingProblem;

  CatalogueLog(String store) {
    this.store = store;
  }

  synchronized void listed() {
    blocks.set(0);
    if (listingProblem != null) {
      listingProblem = null;
      LOG.atInfo().addKeyValue("store", store).log("the bucket is listed again");
    }
  }

  synchronized void listingFailed(String problem) {
    if (!problem.equals(listingProblem)) {
      listingProblem = problem;
      LOG.atWarn()
          .addKeyValue("store", store)
          .addKeyValue("problem", problem)
          .log("listing failed");
    }
  }

  void read(Ulid ulid, MetaRead read) {
    switch (read) {
      case MetaRead.Ill(var object, String reason, int times, var retryAt) when times == 1 ->
          setAside(ulid, reason);
      default -> {}
    }
  }

  void setAside(Ulid ulid, String reason) {
    if (blocks.incrementAndGet() <= MOST_BLOCKS) {
      LOG.atWarn()
          .addKeyValue("store", store)
          .addKeyValue("block", ulid)
          .addKeyValue("reason", reason)
          .log("a block is set aside");
    }
  }

  /** The file is of no use; the next listing makes a new one. */
  void keptFileIgnored(Path file, String why) {
    LOG.atWarn()
        .addKeyValue("store", store)
        .addKeyValue("file", file)
        .addKeyValue("reason", why)
        .log("the kept catalogue is not used");
  }

  void notKept(Path file, String why) {
    LOG.atWarn()
        .addKeyValue("store", store)
        .addKeyValue("file", file)
        .addKeyValue("reason", why)
        .log("the catalogue is not kept: the next start lists the bucket first");
  }
}
