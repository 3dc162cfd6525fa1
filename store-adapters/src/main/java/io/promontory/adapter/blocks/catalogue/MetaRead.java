package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.time.Instant;

/** What came of reading a block's meta.json. */
sealed interface MetaRead {
  /** The object that was read; what is known goes for no other. */
  ObjectInfo object();

  /** Whether it is worth reading again. */
  boolean isDue(Instant now);

  /** It was read. */
  record Good(ObjectInfo object, BlockMeta meta) implements MetaRead {
    @Override
    public boolean isDue(Instant now) {
      return false;
    }
  }

  /**
   * Asking again at once is useless: it is damaged, or we may not read it.
   *
   * @param times how often in a row it was found so
   */
  record Ill(ObjectInfo object, String reason, int times, Instant retryAt) implements MetaRead {
    @Override
    public boolean isDue(Instant now) {
      return !now.isBefore(retryAt);
    }
  }

  /**
   * The bucket failed; nothing is known of the block.
   *
   * @param times how often in a row
   */
  record Failed(ObjectInfo object, String reason, int times, Instant retryAt) implements MetaRead {
    @Override
    public boolean isDue(Instant now) {
      return !now.isBefore(retryAt);
    }
  }
}
