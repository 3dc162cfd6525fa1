package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.series.store.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads the small JSON files of blocks from a bucket. */
final class SmallFiles {
  private static final int MOST_BYTES = 16 << 20;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY_OF_ILL = Duration.ofMinutes(1);
  private static final Duration LAST_RETRY_OF_ILL = Duration.ofHours(1);

  private final Bucket bucket;
  private final CatalogueConfig config;
  private final InstantSource clock;
  private final SlimMeta slim;

  SmallFiles(Bucket bucket, CatalogueConfig config, InstantSource clock, SlimMeta slim) {
    this.bucket = bucket;
    this.config = config;
    this.clock = clock;
    this.slim = slim;
  }

  /**
   * @param failures how often in a row it failed before
   */
  MetaRead meta(Ulid ulid, ObjectInfo object, int failures) {
    try {
      BlockMeta meta =
          MetaFile.parse(new BlockFileName(ulid.toString(), MetaFile.NAME), bytes(object));
      return meta.ulid().equals(ulid)
          ? new MetaRead.Good(object, slim.of(meta))
          : ill(object, "meta.json is that of block " + meta.ulid(), failures);
    } catch (CorruptBlockException e) {
      String place = "block " + e.block() + ", ";
      return ill(object, String.valueOf(e.getMessage()).replace(place, ""), failures);
    } catch (BucketException e) {
      String reason = String.valueOf(e.getMessage());
      return isWorthAsking(e.kind())
          ? failed(object, reason, failures)
          : ill(object, reason, failures);
    } catch (RuntimeException e) {
      return ill(object, "reading meta.json failed unexpectedly: " + e, failures);
    }
  }

  private static boolean isWorthAsking(Kind kind) {
    return switch (kind) {
      case NOT_FOUND, THROTTLED, UNAVAILABLE, TIMEOUT, CANCELED, CHANGED -> true;
      case INVALID_RANGE, INVALID_KEY, DENIED, MISCONFIGURED, CORRUPT -> false;
    };
  }

  private MetaRead ill(ObjectInfo object, String reason, int failures) {
    int times = failures + 1;
    Duration wait = Backoff.delay(times, FIRST_RETRY_OF_ILL, LAST_RETRY_OF_ILL);
    return new MetaRead.Ill(object, reason, times, clock.instant().plus(wait));
  }

  private MetaRead failed(ObjectInfo object, String reason, int failures) {
    int times = failures + 1;
    Duration wait = Backoff.delay(times, FIRST_RETRY, config.refreshInterval());
    return new MetaRead.Failed(object, reason, times, clock.instant().plus(wait));
  }

  /** When a block was marked for deletion; empty if the mark cannot be read. */
  Optional<Instant> deletionTime(Ulid ulid, ObjectInfo object) {
    try {
      BlockMark.Kind kind = BlockMark.Kind.DELETION;
      BlockFileName name = new BlockFileName(ulid.toString(), kind.file());
      return Optional.of(BlockMark.parse(kind, name, bytes(object)).time());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private byte[] bytes(ObjectInfo object) {
    if (object.size() > MOST_BYTES) {
      throw new BucketException(
          Kind.CORRUPT, object.key() + " is " + object.size() + " bytes long; it is to be small");
    }
    if (object.size() == 0) {
      return new byte[0];
    }
    byte[] bytes =
        bucket
            .within(Deadline.after(config.requestTimeout()))
            .getRange(object.key(), 0, (int) object.size());
    if (bytes.length != object.size()) {
      throw new BucketException(
          Kind.CORRUPT,
          "the bucket gave "
              + bytes.length
              + " of the "
              + object.size()
              + " bytes of "
              + object.key());
    }
    return bytes;
  }
}
