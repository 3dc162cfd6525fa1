package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.bucket.ObjectInfo;

/** Reads what was deleted from a block, once for each writing of the file. */
final class TombstoneReader {
  private static final String FILE = "tombstones";

  /** Of a file without intervals, which every block has. */
  private static final int EMPTY_BYTES = TombstonesFile.bytes(Tombstones.NONE).length;

  private static final long INTERVAL_BYTES = 120;

  private TombstoneReader() {}

  /** Whether it shows from the size of the file that nothing was deleted. */
  static boolean hasNone(CatalogueBlock block) {
    ObjectInfo object = block.folder().tombstones();
    return object == null || object.size() == EMPTY_BYTES;
  }

  static Tombstones read(OpenBlock block) {
    ObjectInfo object = block.block().folder().tombstones();
    if (object == null || hasNone(block.block())) {
      return Tombstones.NONE;
    }
    Tombstones kept =
        block.cache().recall(block.ulid(), CacheKind.MATCHERS, object, Tombstones.class);
    if (kept != null) {
      return kept;
    }
    StoredFile file = new StoredFile(block.ulid(), FILE, object);
    if (object.size() > TombstonesFile.MOST_BYTES) {
      throw new CorruptBlockException(file.name(), 0, "is " + object.size() + " bytes long");
    }
    WantedRanges whole = new WantedRanges(file, 1);
    whole.add(0, (int) object.size());
    var bytes = block.fetch(whole).cursor(0);
    Tombstones read =
        TombstonesFile.parse(
            file.name(), java.util.Arrays.copyOfRange(bytes.data(), bytes.at(), bytes.end()));
    block
        .cache()
        .keep(
            block.ulid(),
            CacheKind.MATCHERS,
            object,
            read,
            INTERVAL_BYTES * (1 + read.intervals()));
    return read;
  }
}
